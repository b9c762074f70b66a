import { useWords } from '../../words/index.tsx'
import css from './connect.module.css'
import type { Template } from './fields.ts'

/** What is to be done at the vendor, one after the other, with the source's own address and secret in it. */
export function Steps({ steps }: { steps: Template['steps'] }) {
  const { language } = useWords()
  return (
    <ol className={css.steps}>
      {steps.map((step, index) => (
        <li key={index}>
          <span>{step[language]}</span>
        </li>
      ))}
    </ol>
  )
}
