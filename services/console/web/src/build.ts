/** Which build these pages are of: the name of their entry, which carries its content's hash. The hub tells its own by it. */
export function build(): string | undefined {
  const entry = document.querySelector<HTMLScriptElement>('script[type=module]')?.src
  return entry?.split('/').at(-1)
}
