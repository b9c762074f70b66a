import { Link } from '@tanstack/react-router'
import type { components } from '../../../../../schemas/generated/types.d.ts'
import { useWords } from '../words/index.tsx'
import css from './subject.module.css'
import { subjectText } from './subject.tsx'

type Summary = Pick<components['schemas']['PrincipalSummary'], 'names'> & {
  principal: components['schemas']['Principal']
}

/** Pure: what people call a principal; its id where nobody calls it anything. */
export const principalText = ({ principal, names: [name] }: Summary): string =>
  principal.displayName ?? (name ? subjectText(name) : principal.id)

/** A principal by what people call it, and what it is; it leads to who that is. */
export function PrincipalName(summary: Summary) {
  const { name } = useWords()
  const { principal } = summary
  return (
    <span className={css.principal}>
      <Link to="/identities/$id" params={{ id: principal.id }} className="break">
        {principalText(summary)}
      </Link>
      <span className={css.format}>{name('principal', principal.kind)}</span>
    </span>
  )
}
