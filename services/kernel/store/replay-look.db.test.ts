import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ReplayFilter } from '../../../schemas/job.ts'
import type { LooseSubject } from '../../../schemas/subject.ts'
import { lookAtEvents } from './replay-look.ts'
import {
  addEvents,
  CHANGED,
  event,
  fanOut,
  openTestStore,
  settings,
  type TestStore,
} from './store.fixture.ts'
import type { NewSubscriber } from './subscribers.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

const opaque = (id: string): LooseSubject => ({ format: 'opaque', id })
const complex = (members: Record<string, string>): LooseSubject => ({
  format: 'complex',
  ...Object.fromEntries(Object.entries(members).map(([name, id]) => [name, opaque(id)])),
})

type Setup = {
  of?: Partial<NewSubscriber>
  added?: LooseSubject[]
  removed?: LooseSubject[]
  tags?: string[]
}

async function makeStream({ of = {}, added = [], removed = [], tags = [] }: Setup) {
  const subscriber = {
    name: randomUUID(),
    audience: ['https://app.example.com'],
    allowedEvents: [],
    description: null,
    ...of,
  }
  const { store } = db
  const made = await store.subscribers.create(subscriber)
  const stream = await store.streams.create(made.subscriber, settings(), 10)
  if (!stream) throw new Error('no stream was made')
  const { defaultSubjects = 'ALL' } = of
  for (const subject of added)
    await store.streamSubjects.add({ id: stream.id, defaultSubjects }, subject, true)
  for (const subject of removed)
    await store.streamSubjects.remove({ id: stream.id, defaultSubjects }, subject, new Date(0))
  await store.streams.setTags(stream.id, tags)
  return stream.id
}

const SUBJECTS = [
  opaque('ann'),
  opaque('bob'),
  complex({ user: 'ann', device: 'one' }),
  complex({ user: 'bob' }),
  complex({ tenant: 'acme' }),
]

test.each<[string, Setup]>([
  ['everything', {}],
  ['all but one', { removed: [opaque('ann')] }],
  ['all but a complex one', { removed: [complex({ user: 'ann' })] }],
  ['nothing', { of: { defaultSubjects: 'NONE' } }],
  ['one', { of: { defaultSubjects: 'NONE' }, added: [opaque('bob')] }],
  ['a member', { of: { defaultSubjects: 'NONE' }, added: [complex({ user: 'ann' })] }],
  [
    'a complex one',
    { of: { defaultSubjects: 'NONE' }, added: [complex({ user: 'bob', device: 'two' })] },
  ],
  ['what it is tagged for', { tags: ['eu'] }],
  ['what its subscriber is tagged for', { of: { tags: ['eu'] } }],
])('a stream that is made late missed what one that asked for %s was owed', async (_, setup) => {
  const since = new Date()
  const early = await makeStream(setup)
  const events = SUBJECTS.flatMap((subject) => [
    { ...event(), subject },
    { ...event(CHANGED), subject },
  ])
  const tagged = [
    { ...event(), tags: ['eu'] },
    { ...event(), tags: ['us'] },
  ]
  await fanOut(db.store, await addEvents(db.store, [...events, ...tagged]))
  const late = await makeStream(setup)
  const owed = await db.sql<{ event_id: string }>(
    'select event_id from delivery where stream_id = $1',
    [early],
  )
  const filter = ReplayFilter.parse({ from: since, backfill: true })
  const range = (streamId: string) => ({
    streamId,
    afterId: null,
    before: new Date(Date.now() + 1),
  })
  expect((await look(filter, range(late))).toSorted()).toEqual(
    owed.map((row) => row.event_id).toSorted(),
  )
  expect(await look(filter, range(early))).toEqual([])
})

type Range = Parameters<typeof lookAtEvents>[2]
async function look(filter: ReplayFilter, range: Range): Promise<string[]> {
  const client = new pg.Client(db.url)
  await client.connect()
  try {
    return (await lookAtEvents(client, filter, range)).eventIds
  } finally {
    await client.end()
  }
}
