const WHICH = ['all', 'failing', 'waiting', 'rejected', 'paused', 'disabled'] as const
export type Which = (typeof WHICH)[number]

export type StreamSearch = { which?: Which | undefined; search?: string | undefined }

/** Pure: what the address says of which streams to show; what it says wrongly is not heard. */
export function readStreamSearch(given: Readonly<Record<string, unknown>>): StreamSearch {
  const which = WHICH.find((one) => one === given['which'])
  const search = given['search']
  return {
    ...(which && { which }),
    ...(typeof search === 'string' && search !== '' && { search: search.slice(0, 200) }),
  }
}
