/** Whether a moment is no further than the window from a time span. */
export const isNear = (
  at: Date,
  { firstAt, lastAt }: { firstAt: Date; lastAt: Date },
  windowMs: number,
): boolean =>
  at.getTime() >= firstAt.getTime() - windowMs && at.getTime() <= lastAt.getTime() + windowMs

export const earlier = (a: Date, b: Date): Date => (a <= b ? a : b)
export const later = (a: Date, b: Date): Date => (a >= b ? a : b)
