type Given = Readonly<Record<string, unknown>>

/** Pure: a text of the address's query, bounded; what is none is not heard. */
export function text<Name extends string>(
  given: Given,
  name: Name,
  most: number,
): { [name in Name]?: string | undefined } {
  const value = given[name]
  const found = typeof value === 'number' ? String(value) : value // the router reads digits as a number
  return typeof found === 'string' && found !== ''
    ? ({ [name]: found.slice(0, most) } as { [name in Name]?: string })
    : {}
}

/** Pure: one of these, where the query has one. */
export function oneOf<Name extends string, const Value extends string>(
  given: Given,
  name: Name,
  values: readonly Value[],
): { [name in Name]?: Value | undefined } {
  const found = values.find((value) => value === given[name])
  return found === undefined ? {} : ({ [name]: found } as { [name in Name]?: Value })
}
