import type { components } from '../../../../../../schemas/generated/types.d.ts'

export type Progress = components['schemas']['Progress']
