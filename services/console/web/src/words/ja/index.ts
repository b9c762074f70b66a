import type { words as en } from '../en/index.ts'
import { frame } from './frame.ts'
import { signIn } from './sign-in.ts'

export const words = { ...frame, ...signIn } satisfies Record<keyof typeof en, string>
