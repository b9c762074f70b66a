import { useNavigate } from '@tanstack/react-router'
import { useId, useState, type KeyboardEvent } from 'react'
import { useMay } from '../api/session.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useWords } from '../words/index.tsx'
import css from './palette.module.css'
import { PLACES } from './places.ts'

type Entry = { id: string; label: string; group: string; go: () => void }

/** Ctrl-K: type where to go, or whom to look for. */
export default function Palette({ close }: { close: () => void }) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const list = useId()
  const entries = useEntries(text)
  const current = entries[Math.min(chosen, entries.length - 1)]
  const open = (entry: Entry | undefined) => {
    if (!entry) return
    close()
    entry.go()
  }
  const pressed = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setChosen((Math.min(chosen, entries.length - 1) + step + entries.length) % entries.length)
    }
    if (event.key === 'Enter') open(current)
  }
  return (
    <Dialog title={t('frame.find')} isOpen close={close}>
      <input
        className={css.input}
        type="text"
        role="combobox"
        autoFocus
        autoComplete="off"
        spellCheck={false}
        maxLength={512}
        aria-expanded
        aria-controls={list}
        aria-activedescendant={current && `${list}-${current.id}`}
        aria-label={t('frame.find')}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setChosen(0)
        }}
        onKeyDown={pressed}
      />
      <ul id={list} role="listbox" className={css.list} aria-label={t('frame.find')}>
        {entries.map((entry) => (
          <li
            key={entry.id}
            id={`${list}-${entry.id}`}
            role="option"
            aria-selected={entry === current}
            className={css.entry}
            onClick={() => open(entry)}
          >
            <span className="break">{entry.label}</span>
            <span className={css.group}>{entry.group}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function useEntries(text: string): Entry[] {
  const { t } = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const wanted = text.trim().toLocaleLowerCase()
  return PLACES.flatMap(({ label, places }) =>
    places
      .filter(({ least }) => may(least))
      .map(({ to, label: name }) => ({
        id: to.slice(1) || 'overview',
        label: t(name),
        group: t(label),
        go: () => void navigate({ to }),
      })),
  ).filter(({ label }) => label.toLocaleLowerCase().includes(wanted))
}
