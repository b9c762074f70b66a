import { frame } from './frame.ts'
import { signIn } from './sign-in.ts'

/** English, after which the keys are typed. */
export const words = { ...frame, ...signIn }
