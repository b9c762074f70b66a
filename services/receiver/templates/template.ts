import type { SourceKind } from '../../../schemas/vendor-sources.ts'
import type { RawRequest } from '../adapters/adapter.ts'

/** The same in the languages that operators read. */
export type Text = { en: string; ja: string }

/** What the operator has to know for a source, beside its id. `name` is its member in `POST /admin/sources`. */
export type Field = { name: string; label: Text; example: string }

/** A request as the vendor would send it, but for its proof. */
export type Sample = Pick<RawRequest, 'headers'> & { body: string }

/** How one vendor's webhooks are set up: what is pasted where. `{url}` and `{secret}` stand for the source's own. */
export type Template = {
  kind: Exclude<SourceKind, 'ssf'>
  title: Text
  /** Who makes the secret: the hub, for it to be pasted at the vendor; the vendor; or there is none. */
  secretFrom: 'hub' | 'vendor' | 'none'
  fields: readonly Field[]
  steps: readonly Text[]
  sample: (now: Date) => Sample
}

export const text = (en: string, ja: string): Text => ({ en, ja })

export const field = (name: string, label: Text, example: string): Field => ({
  name,
  label,
  example,
})

export const json = (body: unknown, headers: Record<string, string> = {}): Sample => ({
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

/** An issuer that only gives the vendor's users their names. */
export const issuer = (label: Text, example: string): Field => field('issuer', label, example)

/** What comes last for sources that only a secret stands for. */
export const TRUST_IT = text(
  'Such a source only gives hints. If you accept a shared secret as proof, set "trust" to "trusted"; "ipRanges" or "clientCertificates" keep others out.',
  'このソースが伝えるのは「ヒント」のみです。共有シークレットを証明として受け入れる場合は "trust" を "trusted" に設定してください。"ipRanges" や "clientCertificates" で送信元を制限できます。',
)
