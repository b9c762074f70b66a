import { Button, Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../words/index.tsx'
import { Empty } from './empty.tsx'
import css from './table.module.css'
import { Trouble } from './trouble.tsx'

export type Column<Row> = {
  id: string
  title: ReactNode
  cell: (row: Row) => ReactNode
  align?: 'right'
  /** Left out on a phone. */
  isMinor?: boolean
  width?: string
}

type Props<Row> = {
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[] | undefined
  keyOf: (row: Row) => string
  error?: unknown
  again?: () => void
  empty?: ReactNode
  /** The parts before and after this one, where there are any. */
  back?: (() => void) | undefined
  forth?: (() => void) | undefined
  isTurning?: boolean | undefined
  /** Opens beneath a row. */
  detail?: (row: Row) => ReactNode
}

/** A list as a table: skeleton while it loads, what went wrong, what would be here; the next part on demand. */
export function Table<Row>(props: Props<Row>) {
  const { label, columns, rows, keyOf, error, again, detail } = props
  const { t } = useWords()
  if (rows === undefined && Boolean(error))
    return (
      <div className={css.pad}>
        <Trouble error={error} title={t('problem.load')} {...(again && { again })} />
      </div>
    )
  if (rows?.length === 0) return <>{props.empty ?? <Empty title={t('list.empty')} />}</>
  return (
    <>
      <Scrolled label={label} columns={columns} isBusy={rows === undefined}>
        {rows
          ? rows.map((row) => (
              <Row key={keyOf(row)} row={row} columns={columns} detail={detail?.(row)} />
            ))
          : WAITING.map((n) => <WaitingRow key={n} columns={columns.length} />)}
      </Scrolled>
      <Turn back={props.back} forth={props.forth} isTurning={props.isTurning} />
    </>
  )
}

type ScrolledProps<Row> = {
  label: string
  columns: readonly Column<Row>[]
  isBusy: boolean
  children: ReactNode
}

/** What is wider than the window scrolls by itself, by keyboard too. */
function Scrolled<Row>({ label, columns, isBusy, children }: ScrolledProps<Row>) {
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={css.table} aria-busy={isBusy}>
        <thead>
          <tr>
            {columns.map(({ id, title, align, isMinor, width }) => (
              <th
                key={id}
                scope="col"
                data-align={align}
                data-minor={isMinor}
                style={width === undefined ? undefined : { width }}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

type TurnProps = Pick<Props<unknown>, 'back' | 'forth' | 'isTurning'>

/** To the parts before and after this one, where there are any. */
export function Turn({ back, forth, isTurning = false }: TurnProps) {
  const { t } = useWords()
  if (!back && !forth && !isTurning) return null
  return (
    <div className={css.turn}>
      <Button size="xs" variant="default" onClick={back} disabled={!back}>
        {t('list.back')}
      </Button>
      <Button size="xs" variant="default" onClick={forth} disabled={!forth} loading={isTurning}>
        {t('list.forth')}
      </Button>
    </div>
  )
}

const WAITING = [1, 2, 3, 4, 5, 6]

type RowProps<Row> = { row: Row; columns: readonly Column<Row>[]; detail: ReactNode }

function Row<T>({ row, columns, detail }: RowProps<T>) {
  return (
    <>
      <tr>
        {columns.map(({ id, cell, align, isMinor }) => (
          <td key={id} data-align={align} data-minor={isMinor}>
            {cell(row)}
          </td>
        ))}
      </tr>
      {detail !== undefined && detail !== null && detail !== false && (
        <tr className={css.detail}>
          <td colSpan={columns.length}>{detail}</td>
        </tr>
      )}
    </>
  )
}

const WaitingRow = ({ columns }: { columns: number }) => (
  <tr>
    {Array.from({ length: columns }, (_, index) => (
      <td key={index}>
        <Skeleton height={14} width={index === 0 ? '70%' : '45%'} my={3} />
      </td>
    ))}
  </tr>
)
