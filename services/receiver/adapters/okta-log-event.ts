import { z } from 'zod'
import type { Subject } from '../../../schemas/subject.ts'

const entity = z.looseObject({
  id: z.string().min(1).nullish(),
  type: z.string().nullish(),
  displayName: z.string().nullish(),
})

/** One System Log event, as far as we read it. */
export const LogEvent = z.looseObject({
  uuid: z.string().min(1).max(128),
  eventType: z.string().max(256),
  published: z.string().nullish(),
  displayMessage: z.string().nullish(),
  actor: entity.nullish(),
  target: z.array(entity).nullish(),
  outcome: z.looseObject({ result: z.string().nullish() }).nullish(),
  authenticationContext: z.looseObject({ externalSessionId: z.string().nullish() }).nullish(),
  debugContext: z.looseObject({ debugData: z.record(z.string(), z.unknown()).nullish() }).nullish(),
})
export type LogEvent = z.infer<typeof LogEvent>

/** Finds the subject of one kind of event in the org at this URL; undefined where the event does not name it. */
export type FindSubject = (event: LogEvent, org: string) => Subject | undefined

const target = (event: LogEvent, type: string): string | undefined =>
  event.target?.find((entity) => entity.type === type && entity.id)?.id ?? undefined

const named = (org: string, id: string | undefined) =>
  id ? ({ format: 'iss_sub', iss: org, sub: id } as const) : undefined

const opaque = (id: unknown) =>
  typeof id === 'string' && id !== '' ? ({ format: 'opaque', id } as const) : undefined

/** The user whom an administrator acted on. Never the actor: that is the administrator. */
export const targetUser = (event: LogEvent, org: string) => named(org, target(event, 'User'))

/** The user of an event that users cause about themselves; there the target may name only their app or factor. */
export const selfUser: FindSubject = (event, org) =>
  targetUser(event, org) ?? named(org, actingUser(event))

export const application = (event: LogEvent, org: string) =>
  named(org, target(event, 'AppInstance'))

export const apiToken: FindSubject = (event) =>
  opaque(target(event, 'Token') ?? event.target?.[0]?.id)

/** One token, by the id that Okta's log gives it. */
export const oauthToken: FindSubject = (event) =>
  opaque(event.target?.find(({ type }) => /token/i.test(type ?? ''))?.id)

/** The client that an event is about, however Okta names its kind. */
export const oauthClient: FindSubject = (event, org) =>
  application(event, org) ??
  named(
    org,
    target(event, 'PublicClientApp') ?? event.target?.find(({ id }) => id)?.id ?? undefined,
  )

/** User and session that ended: the one Okta names, or the user's own. The user alone would mean every session. */
export const userAndEndedSession: FindSubject = (event, org) => {
  const ended = opaque(debugData(event)['EndedSessionId'])
  return ended ? withMember(selfUser(event, org), 'session', ended) : userAndOwnSession(event, org)
}

/** User and session of an actor about themselves: `externalSessionId` is the actor's session, nobody else's. */
export const userAndOwnSession: FindSubject = (event, org) => {
  const user = selfUser(event, org)
  const isOwn = user?.format === 'iss_sub' && user.sub === actingUser(event)
  const session = isOwn ? opaque(event.authenticationContext?.externalSessionId) : undefined
  return withMember(user, 'session', session)
}

/** User at one application; the application is required, for without it the event would mean every one. */
export const userAtApplication: FindSubject = (event, org) => {
  const app = application(event, org)
  return app && withMember(targetUser(event, org), 'application', app)
}

/** User, narrowed to an application where the event names one. */
export const userPerhapsAtApplication: FindSubject = (event, org) =>
  withMember(targetUser(event, org), 'application', application(event, org))

/** Whose consent to what: either part may be missing ("all consent revoked for client"), not both. */
export const consent: FindSubject = (event, org) => {
  const app = application(event, org) ?? named(org, target(event, 'PublicClientApp'))
  const user = targetUser(event, org)
  return user
    ? withMember(user, 'application', app)
    : app && { format: 'complex', application: app }
}

export const device: FindSubject = (event, org) => {
  const found = named(org, target(event, 'Device'))
  const user = targetUser(event, org)
  return found && { format: 'complex', ...(user && { user }), device: found }
}

/** This user on this device. */
export const userOnDevice: FindSubject = (event, org) => {
  const found = named(org, target(event, 'Device'))
  return found && withMember(selfUser(event, org), 'device', found)
}

function withMember(
  user: Subject | undefined,
  name: 'session' | 'application' | 'device',
  member: Subject | undefined,
): Subject | undefined {
  if (!user || user.format === 'complex' || !member || member.format === 'complex') return user
  return { format: 'complex', user, [name]: member }
}

export const debugData = (event: LogEvent): Record<string, unknown> =>
  event.debugContext?.debugData ?? {}

export const actingUser = (event: LogEvent): string | undefined =>
  event.actor?.type === 'User' ? (event.actor.id ?? undefined) : undefined
