/** zod's optional members may be there and undefined; what is kept has none. */
export const withoutUndefined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as Defined<T> // the same members

type Defined<T> = { [Member in keyof T]: Exclude<T[Member], undefined> }
