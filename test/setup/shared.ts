/** Something costly that several vitest projects use: made for the first, closed after the last. */
type Held<T> = { value: Promise<T>; users: number }

/** Each project loads its set-up files anew, so what they share hangs on the process. */
export async function share<T extends AsyncDisposable>(
  name: string,
  make: () => Promise<T>,
): Promise<{ value: T; release: () => Promise<void> }> {
  const key = Symbol.for(`ssf-hub.test.${name}`)
  const held = (Reflect.get(globalThis, key) as Held<T> | undefined) ?? { value: make(), users: 0 } // ours alone, by its name
  Reflect.set(globalThis, key, held)
  held.users += 1
  const value = await held.value
  const release = async (): Promise<void> => {
    held.users -= 1
    if (held.users === 0) await value[Symbol.asyncDispose]()
  }
  return { value, release }
}
