import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SourceId } from '../../../schemas/ids.ts'
import { nameOf } from '../../../schemas/identity.ts'
import { ScimUser } from '../../../schemas/scim.ts'
import { FIRST_SEEN, knownKey, type HeldName } from '../store/principals.ts'
import { namesOfUser, planProvision, type NameHolder } from './provision-plan.ts'

// Whatever names whoever has, a directory takes none from somebody who holds it by another's word.

const directory = {
  ...{ id: SourceId.parse('okta'), tenantId: 'default', issuer: 'https://idp.example' },
  ...{ subject: 'externalId' as const, speaksFor: ['*'] },
}
const ADDRESSES = ['a@corp.example', 'b@corp.example', 'c@corp.example'] as const

const holderOf = fc.record({
  address: fc.constantFrom(...ADDRESSES),
  origin: fc.constantFrom('operator:x', 'scim:okta', 'import:y'),
  reason: fc.constantFrom(FIRST_SEEN, 'linked'),
  isLive: fc.boolean(),
  alsoKnown: fc.boolean(),
})

test('a name moves only from who was only seen under it, or from a deleted user of the same directory', () => {
  const people = fc.uniqueArray(holderOf, { selector: ({ address }) => address, maxLength: 3 })
  fc.assert(
    fc.property(
      people,
      fc.subarray([...ADDRESSES]),
      fc.boolean(),
      (given, addresses, isLimited) => {
        const limited = isLimited ? { ...directory, speaksFor: [] } : directory
        const user = ScimUser.parse({
          ...{ userName: 'someone', externalId: 'u1' },
          emails: addresses.map((value) => ({ value })),
        })
        const holders = new Map<string, NameHolder>()
        for (const [index, one] of given.entries()) {
          const id = `p${String(index)}`
          const names = held(one, id)
          const name = names[0]
          if (name)
            holders.set(knownKey({ tenantId: 'default', key: name.key }), {
              ...{ id, displayName: undefined, names, isLive: one.isLive },
            })
        }
        const plan = planProvision({
          ...{ directory: limited, userId: 'x', user, principal: undefined, former: [], holders },
          newId: () => 'fresh',
        })
        const moved = [
          ...plan.absorptions.map(({ mergedId }) => mergedId),
          ...plan.endings.map(({ key }) => holders.get(knownKey({ tenantId: 'default', key }))?.id),
        ]
        for (const id of moved) {
          expect(mayLose(given[Number(id?.slice(1))])).toBe(true)
        }
        if (isLimited) expect([moved, plan.isNew]).toEqual([[], true])
      },
    ),
  )
})

type Person = typeof holderOf extends fc.Arbitrary<infer T> ? T : never

const mayLose = (one: Person | undefined): boolean =>
  (one?.reason === FIRST_SEEN && !one.alsoKnown) || (one?.origin === 'scim:okta' && !one.isLive)

function held(
  one: { address: string; origin: string; reason: string; alsoKnown: boolean },
  id: string,
) {
  const subjects = [
    { format: 'email', email: one.address },
    ...(one.alsoKnown ? [{ format: 'did', url: `did:x:${id}` }] : []),
  ]
  return subjects.map((subject): HeldName => ({
    ...{ tenantId: 'default', key: nameOf(subject, 'user', '')?.key ?? '', subject },
    ...{ principalId: id, origin: one.origin, reason: one.reason },
    ...{ isDisputed: false, isScoped: false, linkedAt: new Date(0) },
  }))
}

test('what is no name of a format is left out', () => {
  const user = ScimUser.parse({
    ...{ userName: 'plain', phoneNumbers: [{ value: '555-0100' }, { value: 'tel:+12065550100' }] },
    emails: [{ value: 'no address' }, {}, { value: 'A@Corp.Example' }],
  })
  const names = namesOfUser(user, 'x', directory).map(({ subject }) => subject)
  expect(names).toEqual([
    { format: 'email', email: 'A@corp.example' },
    { format: 'phone_number', phone_number: '+12065550100' },
    { format: 'opaque', id: 'plain' },
  ])
})
