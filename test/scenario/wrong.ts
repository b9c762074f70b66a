/** What is not as expected, and where among the expectations. */
export type Wrong = { at: readonly PropertyKey[]; what: string }
