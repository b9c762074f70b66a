import { z } from 'zod'
import { isObject } from '../../../schemas/json.ts'
import type { SourceSettings } from '../../../schemas/vendor-sources.ts'
import { matchesAny, spendHmac } from '../secrets.ts'
import { EncryptedContent, openContent } from '../verifiers/graph-content.ts'
import type {
  Adapter,
  Circumstances,
  Handshake,
  Normalised,
  RawRequest,
  Reading,
  ReadSource,
} from './adapter.ts'
import { objectIn, together } from './facts.ts'
import { readChange, type Change } from './microsoft-graph-changes.ts'
import { parseJson } from './normalised.ts'

const text = z.string().max(4_096)

/** One change notification, or a lifecycle notification of its subscription. */
export const Notification = z.looseObject({
  subscriptionId: text,
  tenantId: z.guid(),
  clientState: text.nullish(),
  changeType: text.nullish(),
  lifecycleEvent: text.nullish(),
  resource: text.nullish(),
  resourceData: z.looseObject({}).nullish(),
  encryptedContent: EncryptedContent.nullish(),
})
type Notification = z.infer<typeof Notification>

/** Graph sends up to some hundreds at once; validation tokens come one an application and directory. */
const Notifications = z.looseObject({
  value: z.array(Notification).min(1).max(1_000),
  validationTokens: z.array(z.string().max(16_384)).max(50).nullish(),
})
type Notifications = z.infer<typeof Notifications>

/** The application that Graph sends change notifications as. */
const GRAPH_APP = '0bf30f3b-4a52-48df-9a82-234910c4a086'
const AUTHORITY = 'https://login.microsoftonline.com'

/**
 * Microsoft Graph change notifications. A shared secret in the body (`clientState`) is all that basic ones prove; where
 * Microsoft adds tokens (`validationTokens`), those must be right, and then the notification counts as signed.
 */
export const microsoftGraph: Adapter = {
  kind: 'microsoft-graph',
  authenticity: (request) =>
    notificationsIn(request)?.validationTokens?.length ? 'signed' : 'static',
  handshake,
  authenticate,
  diagnose,
  normalise,
}

const notificationsIn = (request: Pick<RawRequest, 'body'>): Notifications | undefined =>
  Notifications.safeParse(objectIn(request)).data

/** The URL is ours if we repeat the token, as plain text: read as a page it could be anybody's script. */
function handshake({ method, query }: RawRequest): Handshake | undefined {
  const { validationToken: token } = query
  if (method !== 'POST' || token === undefined || !/^[^\p{Cc}]{1,2048}$/u.test(token))
    return undefined
  return { status: 200, contentType: 'text/plain', body: token }
}

async function authenticate(
  request: RawRequest,
  secrets: readonly string[],
  circumstances: Circumstances,
): Promise<boolean> {
  spendHmac(request.body) // so that what is no notification costs what any other request costs
  const notifications = notificationsIn(request)
  if (!notifications) return false
  const { settings, credentials } = circumstances
  const isOurs = notifications.value.filter(
    ({ clientState, tenantId }) =>
      matchesAny(clientState ?? '', secrets) && settings?.directories?.includes(tenantId) === true,
  )
  if (isOurs.length < notifications.value.length) return false
  const keys = credentials?.decryptionKeys ?? []
  const isSealedWell = notifications.value.every(
    ({ encryptedContent: content }) => !content || openContent(content, keys) !== undefined,
  )
  return isSealedWell && (await areVouchedFor(notifications, circumstances))
}

function diagnose(request: RawRequest, { settings, credentials }: Circumstances): string {
  const notifications = notificationsIn(request)
  if (!notifications) return 'the body is no list of change notifications'
  const { value } = notifications
  if (value.some(({ tenantId }) => settings?.directories?.includes(tenantId) !== true))
    return 'a directory in it is none of the source’s'
  const keys = credentials?.decryptionKeys ?? []
  if (
    value.some(({ encryptedContent }) => encryptedContent && !openContent(encryptedContent, keys))
  )
    return 'its resource data cannot be decrypted: another certificate, or changed on the way'
  return 'clientState is none of the source’s secrets, or a validation token is missing or not right'
}

/** Tokens come with resource data always. Each directory whose notifications are here needs one that is right. */
async function areVouchedFor(
  { value, validationTokens }: Notifications,
  circumstances: Circumstances,
): Promise<boolean> {
  const tokens = validationTokens ?? []
  const mustHave = value.some(({ encryptedContent }) => encryptedContent)
  if (tokens.length === 0) return !mustHave
  const found = await Promise.all(tokens.map((token) => directoryOf(token, circumstances)))
  return (
    !found.includes(undefined) &&
    value.every(({ tenantId }) => found.includes(tenantId.toLowerCase()))
  )
}

/** Whose directory a token speaks for: signed by Microsoft, for our application, by Graph's. Undefined where it is not. */
async function directoryOf(
  token: string,
  { settings = {}, keys }: Circumstances,
): Promise<string | undefined> {
  const { appId, directories = [] } = settings
  if (appId === undefined) return undefined
  const base = authorityOf(settings)
  const claims = await keys.jwt(token, {
    jwksUri: settings.jwksUri ?? `${base}/common/discovery/v2.0/keys`,
    issuers: directories.flatMap((id) => issuersOf(id, base)),
    audience: appId,
  })
  const { iss, azp, appid } = claims ?? {}
  if ((azp ?? appid) !== GRAPH_APP) return undefined // version 2 and version 1 of the tokens
  return directories.find((id) => issuersOf(id, base).includes(String(iss)))?.toLowerCase()
}

const authorityOf = ({ authority = AUTHORITY }: SourceSettings = {}): string =>
  authority.replace(/\/$/, '')

const issuersOf = (directory: string, base: string): string[] => [
  `https://sts.windows.net/${directory}/`,
  `https://sts.chinacloudapi.cn/${directory}/`,
  `${base}/${directory}/v2.0`,
]

function normalise(
  request: RawRequest,
  { settings, credentials }: ReadSource,
  { now }: Reading,
): Normalised {
  const notifications = notificationsIn(request)
  if (!notifications) return { ok: false, reason: 'not change notifications of Microsoft Graph' }
  const authority = authorityOf(settings)
  const changes = notifications.value.map((notification) =>
    toChange(notification, credentials?.decryptionKeys ?? []),
  )
  return { ok: true, ...together(changes.map((change) => readChange(change, { authority, now }))) }
}

function toChange(
  { encryptedContent, resourceData, ...notification }: Notification,
  keys: NonNullable<Parameters<typeof openContent>[1]>,
): Change {
  const opened = encryptedContent && openContent(encryptedContent, keys)
  const data = opened ? parseJson(opened) : resourceData
  return { ...notification, data: isObject(data) ? data : {} }
}
