import { useId, useRef } from 'react'
import { State } from '../../parts/state.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { useWords } from '../../words/index.tsx'
import type { Checked, Fault } from './faults.ts'
import css from './policies.module.css'

type Props = { label: string; text: string; change: (text: string) => void; checked: Checked }

/** The longest policy. */
const MOST = 65_536

/** A policy's text, its lines numbered, with what is wrong as one types. */
export function Editor({ label, text, change, checked }: Props) {
  const area = useRef<HTMLTextAreaElement>(null)
  const gutter = useRef<HTMLDivElement>(null)
  const faults = useId()
  const lines = text.split('\n').length
  const bad = new Set(checked.state === 'faulty' ? checked.faults.map(({ line }) => line) : [])
  const goTo = (line: number) => {
    const at =
      text
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0)
    area.current?.focus()
    area.current?.setSelectionRange(at, at)
  }
  return (
    <div className="stack">
      <div className={css.editor}>
        <div ref={gutter} className={css.gutter} aria-hidden>
          {Array.from({ length: lines }, (_, index) => (
            <div key={index} data-bad={bad.has(index + 1)}>
              {index + 1}
            </div>
          ))}
        </div>
        <textarea
          ref={area}
          className={css.text}
          aria-label={label}
          aria-describedby={faults}
          aria-invalid={checked.state === 'faulty'}
          spellCheck={false}
          wrap="off"
          rows={Math.min(30, Math.max(12, lines))}
          maxLength={MOST}
          value={text}
          onChange={(event) => change(event.target.value)}
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop
          }}
        />
      </div>
      <div id={faults} role="status">
        <Verdict checked={checked} goTo={goTo} />
      </div>
    </div>
  )
}

function Verdict({ checked, goTo }: { checked: Checked; goTo: (line: number) => void }) {
  const { t } = useWords()
  if (checked.state === 'unknown') return <Trouble error={checked.error} />
  if (checked.state === 'checking')
    return (
      <State kind="wait" isPlain>
        {t('policy.checking')}
      </State>
    )
  if (checked.state === 'good')
    return (
      <State kind="ok" isPlain>
        {t('policy.good')}
      </State>
    )
  return (
    <ul className="stack-tight">
      {checked.faults.map((fault, index) => (
        <li key={index}>
          <FaultLine fault={fault} goTo={goTo} />
        </li>
      ))}
    </ul>
  )
}

function FaultLine({ fault, goTo }: { fault: Fault; goTo: (line: number) => void }) {
  const { t } = useWords()
  const { line, path, within, reason } = fault
  return (
    <button type="button" className={css.fault} onClick={() => goTo(line)}>
      <strong>{t('policy.line', { line })}</strong> {path !== '' && <code>{path}</code>}{' '}
      {within !== undefined && t('policy.within', { place: within })} {reason}
    </button>
  )
}
