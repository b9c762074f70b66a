type TrustedTypes = {
  createPolicy(name: string, rules: { createHTML(text: string): string }): unknown
}

/**
 * The page's policy lets no string become HTML (require-trusted-types-for 'script'). Mantine fills its style elements by
 * innerHTML: what has no markup in it may pass, whatever else wants to is refused.
 */
export function guardMarkup(): void {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes // TypeScript's DOM does not know it
  types?.createPolicy('default', {
    createHTML: (text) => {
      if (text.includes('<')) throw new TypeError('no markup from text')
      return text
    },
  })
}
