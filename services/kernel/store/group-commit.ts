/** Collects what many callers want written and writes it together; each caller's promise settles after the commit. */
export type GroupCommit<T, R> = (item: T) => Promise<R>

/** More than this many callers are not kept waiting: they are told so, and memory stays bounded. */
const MAX_WAITING = 20_000

type Waiting<T, R> = { item: T; resolve: (result: R) => void; reject: (reason: unknown) => void }

/**
 * While one batch is being written the next one gathers, so a lone caller waits for nobody and a crowd shares a commit.
 * `write` gets up to `maxItems` and answers one result for each, in order; where it throws, every caller of that batch is
 * told. Where `isOfOneItem` says that a single item may be to blame, each is written alone, so that only that one fails.
 */
export function createGroupCommit<T, R>(
  maxItems: number | (() => number),
  write: (items: readonly T[]) => Promise<readonly R[]>,
  isOfOneItem: (error: unknown) => boolean = () => false,
): GroupCommit<T, R> {
  const waiting: Waiting<T, R>[] = []
  let isWriting = false

  async function drain(): Promise<void> {
    isWriting = true
    const most = () => (typeof maxItems === 'number' ? maxItems : maxItems())
    while (waiting.length > 0) await writeBatch(waiting.splice(0, most()))
    isWriting = false
  }

  async function writeBatch(batch: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await write(batch.map(({ item }) => item))
      batch.forEach(({ resolve, reject }, index) => {
        const result = results[index]
        if (result === undefined) reject(new Error('group commit wrote fewer results than items'))
        else resolve(result)
      })
    } catch (error) {
      if (batch.length > 1 && isOfOneItem(error)) for (const one of batch) await writeBatch([one])
      else for (const { reject } of batch) reject(error)
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= MAX_WAITING) {
        reject(new Error(`${String(MAX_WAITING)} wait for the database already`))
        return
      }
      waiting.push({ item, resolve, reject })
      if (!isWriting) void drain()
    })
}
