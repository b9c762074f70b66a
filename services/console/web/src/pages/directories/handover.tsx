import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { Copy } from '../../parts/copy.tsx'
import { Secret } from '../../parts/secret.tsx'
import { useWords } from '../../words/index.tsx'

export type Made = components['schemas']['CreatedDirectoryToken']

/** What is pasted at the identity provider, with the words that it has for it. */
export function Handover({ made }: { made: Made }) {
  const { t } = useWords()
  return (
    <div className="stack">
      <Secret title={t('directories.token.made')} value={made.token} />
      <BaseUrl url={made.scimUrl} />
    </div>
  )
}

export function BaseUrl({ url }: { url: string }) {
  const { t } = useWords()
  return (
    <div className="stack">
      <div className="stack-tight">
        <strong>{t('directories.url')}</strong>
        <Copy text={url} isBlock />
      </div>
      <ul className="stack-tight small">
        <li>{t('directories.okta')}</li>
        <li>{t('directories.entra')}</li>
      </ul>
    </div>
  )
}
