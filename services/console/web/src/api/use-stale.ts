import { useQueryClient } from '@tanstack/react-query'

/** After something was changed: asks again for whatever is shown of these paths and of what is beneath them. */
export function useStale(): (...paths: readonly `/admin/${string}`[]) => Promise<void> {
  const client = useQueryClient()
  return (...paths) =>
    client.invalidateQueries({
      predicate: ({ queryKey: [, path] }) =>
        typeof path === 'string' && paths.some((one) => path.startsWith(one)),
    })
}
