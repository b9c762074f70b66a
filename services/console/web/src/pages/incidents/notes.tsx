import { Button, Textarea } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { got, usePaged } from '../../api/pages.ts'
import { useMay } from '../../api/session.ts'
import { useDraft } from '../../parts/draft.ts'
import { Panel } from '../../parts/page.tsx'
import { Turn } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { submitting, useAct } from '../../parts/use-act.ts'
import { useWords } from '../../words/index.tsx'
import { shortId, type Incident, type Note } from './incident.tsx'
import css from './incidents.module.css'
import { noteOf } from './note-of.ts'

/** What operators did and said, the newest first, and a place to say more. */
export function Notes({ id }: { id: string }) {
  const { t } = useWords()
  const may = useMay()
  const notes = usePaged('/admin/incidents/{id}/notes', { id }, (after) =>
    got(
      api.GET('/admin/incidents/{id}/notes', {
        params: { path: { id }, query: { ...(after && { after }) } },
      }),
    ),
  )
  return (
    <Panel title={t('incident.notes')}>
      <div className="stack">
        {may('responder') && <NewNote id={id} again={notes.again} />}
        {Boolean(notes.error) && <Trouble error={notes.error} again={notes.again} />}
        {notes.items?.length === 0 && <p className="dim">{t('incident.notes.none')}</p>}
        <ul className="stack">
          {notes.items?.map((note) => (
            <li key={note.id} className={css.note}>
              <Said note={note} />
              <span className="dim small break">
                {note.author} · <Time at={note.at} />
              </span>
            </li>
          ))}
        </ul>
        <Turn back={notes.back} forth={notes.forth} isTurning={notes.isTurning} />
      </div>
    </Panel>
  )
}

function Said({ note: { kind, text } }: { note: Note }) {
  const { t } = useWords()
  if (kind === 'state')
    return <strong>{t(`incident.${text as Exclude<Incident['state'], 'open'>}.done`)}</strong> // the hub's own word
  if (kind === 'link')
    return (
      <a href={text} target="_blank" rel="noreferrer noopener" className="break">
        {text}
      </a>
    )
  if (kind === 'incident')
    return (
      <Link to="/incidents/$id" params={{ id: text }}>
        {t('incident.belongs', { id: shortId(text) })}
      </Link>
    )
  return <span className={css.said}>{text}</span>
}

function NewNote({ id, again }: { id: string; again: () => void }) {
  const { t } = useWords()
  const { values, change, done } = useDraft(`incident note ${id}`, { text: '' })
  const note = noteOf(values.text)
  const { act, isBusy, error } = useAct(async () => {
    if (!note) return
    await got(api.POST('/admin/incidents/{id}/notes', { params: { path: { id } }, body: note }))
    done()
    again()
  })
  return (
    <form className="stack-tight" onSubmit={submitting(act)}>
      <Textarea
        label={t('incident.note')}
        description={t('incident.note.hint')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4096}
        value={values.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <Trouble error={error} />
      <div>
        <Button type="submit" size="xs" loading={isBusy} disabled={!note}>
          {t(`incident.note.${note?.kind ?? 'comment'}`)}
        </Button>
      </div>
    </form>
  )
}
