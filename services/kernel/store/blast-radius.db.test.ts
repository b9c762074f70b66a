import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HubEvent } from '../../../schemas/event.ts'
import type { LooseSubject } from '../../../schemas/subject.ts'
import {
  addEvents,
  addStream,
  CHANGED,
  event,
  fanOut,
  openTestStore,
  type TestStore,
} from './store.fixture.ts'

let db: TestStore
beforeAll(async () => {
  db = await openTestStore()
})
afterAll(() => db[Symbol.asyncDispose]())

const NOW = () => new Date()
const user = (id: string) => ({ format: 'opaque', id }) as const
const complex = (members: Record<string, object>): LooseSubject => ({
  format: 'complex',
  ...members,
})

const reach = (about: HubEvent, limit = 100) => db.store.blastRadius.of(about, NOW(), limit)
const toldBy = async (about: HubEvent): Promise<string[]> =>
  (await reach(about)).streams
    .filter(({ because }) => because === null)
    .map(({ id }) => id)
    .toSorted()

/** One stream of each kind that the rules tell apart. */
async function addKinds() {
  const { store } = db
  const naming = async (id: string, subjects: LooseSubject[]) => {
    const about = { id, defaultSubjects: 'NONE' } as const
    await db.sql(`update stream set default_subjects = 'NONE' where id = $1`, [id])
    await db.sql('update stream_interest set is_for_all = false where stream_id = $1', [id])
    for (const subject of subjects) await store.streamSubjects.add(about, subject, true)
    return id
  }
  const all = await addStream(store)
  const other = await addStream(store, { eventsDelivered: [CHANGED] })
  const [paused, disabled, without, tagged] = [
    await addStream(store),
    await addStream(store),
    await addStream(store),
    await addStream(store),
  ]
  await store.streams.imposeStatus(paused, 'paused', 'a test')
  await store.streams.imposeStatus(disabled, 'disabled', 'a test')
  await store.streamSubjects.remove(
    { id: without, defaultSubjects: 'ALL' },
    user('ann'),
    new Date(Date.now() - 1_000),
  )
  await store.streams.setTags(tagged, ['prod'])
  const nobody = await naming(await addStream(store), [])
  const ann = await naming(await addStream(store), [user('ann')])
  const tenant = await naming(await addStream(store), [complex({ tenant: user('t1') })])
  return { all, other, paused, disabled, without, tagged, nobody, ann, tenant }
}

test('it tells the same streams as the fan-out does, whatever they ask for', async () => {
  await addKinds()
  const about = (subject: LooseSubject, more: Partial<HubEvent> = {}): HubEvent => ({
    ...event(),
    subject,
    ...more,
  })
  const events = [
    event(),
    event(CHANGED),
    about(user('bob')),
    about(user('ann'), { tags: ['prod'] }),
    about(complex({ user: user('ann'), tenant: user('t1') })),
    about(complex({ user: user('ann'), tenant: user('t2') })),
    about(complex({ user: user('ann') })),
  ]
  for (const one of events) {
    const expected = await toldBy(one)
    const { streamIds } = await fanOut(db.store, await addEvents(db.store, [one]))
    expect(expected, JSON.stringify(one.subject)).toEqual(streamIds.toSorted())
  }
})

test('who is not told is listed with the reason, and long lists are counted', async () => {
  const kinds = await addKinds()
  const { streams, told, notTold } = await reach(event())
  const because = (id: string) => streams.find((one) => one.id === id)?.because
  expect(because(kinds.all)).toBeNull()
  expect(because(kinds.paused)).toBeNull() // held, not dropped
  expect(because(kinds.other)).toBe('not-requested')
  expect(because(kinds.disabled)).toBe('disabled')
  expect(because(kinds.without)).toBe('subject-not-in-stream')
  expect(because(kinds.nobody)).toBe('subject-not-in-stream')
  expect(because(kinds.ann)).toBeNull()
  const tagged = await reach({ ...event(), tags: ['prod'] })
  expect(tagged.streams.find(({ id }) => id === kinds.all)?.because).toBe('not-tagged')
  const few = await reach(event(), 1)
  expect(few.streams).toHaveLength(2)
  expect([few.told, few.notTold]).toEqual([told, notTold])
})

test('an app that understands none of the identifiers that are known is not told', async () => {
  const deaf = await addStream(db.store, { subjectFormats: ['phone_number'] })
  const hears = await addStream(db.store, { subjectFormats: ['phone_number', 'opaque'] })
  const { streams } = await reach(event())
  const because = (id: string) => streams.find((one) => one.id === id)?.because
  expect(because(deaf)).toBe('no-identifier')
  expect(because(hears)).toBeNull()
})
