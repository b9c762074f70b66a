/** The only source of time of the pages. */
export const now = (): Date => new Date()
