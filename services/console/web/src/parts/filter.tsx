import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState, type ReactNode } from 'react'
import css from './filter.module.css'

type ChipsProps<Value extends string> = {
  label: string
  options: readonly { value: Value; label: ReactNode }[]
  value: Value
  choose: (value: Value) => void
}

/** One of a few: what a list shows. */
export function Chips<Value extends string>({ label, options, value, choose }: ChipsProps<Value>) {
  return (
    <div className={css.chips} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className={css.chip}
          aria-pressed={option.value === value}
          onClick={() => choose(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}

/** One has finished typing when nothing came for this long. */
const TYPED_MS = 250

type SearchProps = {
  label: string
  value: string
  search: (text: string) => void
  maxLength?: number
}

export function SearchBox({ label, value, search, maxLength = 200 }: SearchProps) {
  const router = useRouter()
  const [text, setText] = useState(value)
  useEffect(() => {
    if (text === value) return undefined
    const timer = setTimeout(() => {
      // Who has followed a link meanwhile is on the way: a search would call them back.
      const { location, resolvedLocation } = router.state
      if (location.pathname === resolvedLocation?.pathname) search(text.trim())
    }, TYPED_MS)
    return () => clearTimeout(timer)
  }, [text, value, search, router])
  return (
    <TextInput
      type="search"
      size="xs"
      className={css.search}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={14} />}
      maxLength={maxLength}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  )
}

export const Filters = ({ children }: { children: ReactNode }) => (
  <div className={css.filters}>{children}</div>
)
