import { Link } from '@tanstack/react-router'
import type { Speak } from '../words/index.tsx'
import type { Column } from './table.tsx'

type App = { streamId: string; subscriber: { name: string } }

/** The column that says whose stream a row is about, and leads there. */
export const appColumn = (t: Speak['t']): Column<App> => ({
  id: 'app',
  title: t('streams.app'),
  cell: ({ streamId, subscriber }) => (
    <Link to="/streams/$id" params={{ id: streamId }} className="break">
      {subscriber.name}
    </Link>
  ),
})
