import { useWords } from '../words/index.tsx'
import { Copy } from './copy.tsx'
import css from './secret.module.css'

/** A credential, the only time that it is seen. */
export function Secret({ title, value }: { title: string; value: string }) {
  const { t } = useWords()
  return (
    <div className={css.secret} role="status">
      <strong>{title}</strong>
      <p className="small">{t('secret.once')}</p>
      <Copy text={value} isBlock />
    </div>
  )
}
