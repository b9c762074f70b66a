import { LANGUAGES, type Language } from './words.ts'

const KEPT = 'ssf-hub.language'
const isLanguage = (text: string | null | undefined): text is Language =>
  text !== null && text !== undefined && Object.hasOwn(LANGUAGES, text)

/** The language that was chosen, or else the browser's. */
export function preferredLanguage(): Language {
  const chosen = localStorage.getItem(KEPT)
  if (isLanguage(chosen)) return chosen
  return navigator.languages.map((one) => one.slice(0, 2)).find(isLanguage) ?? 'en'
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEPT, language)
}
