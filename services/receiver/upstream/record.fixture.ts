import type { UpstreamRecord } from '../../kernel/store/upstreams.ts'
import { UpstreamSettings } from '../../../schemas/upstream.ts'

// For tests: a source's stream as the store has it.

export const NOW = new Date('2026-11-24T12:00:00Z')
export const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000)
export const inSeconds = (seconds: number) => ago(-seconds)

type Changes = {
  settings?: Partial<UpstreamRecord['settings']>
  drive?: Partial<UpstreamRecord['drive']>
  arrival?: Partial<UpstreamRecord['arrival']>
} & Partial<Omit<UpstreamRecord, 'settings' | 'drive' | 'arrival'>>

const { authorization, ...settings } = UpstreamSettings.parse({
  authorization: { method: 'token', token: 'secret-token' },
})

const ISSUER = 'https://transmitter.example'
const document = {
  issuer: ISSUER,
  status_endpoint: `${ISSUER}/status`,
  verification_endpoint: `${ISSUER}/verify`,
}

/** One whose stream was made, read and verified a minute ago, and nothing is wrong with it. */
export const record = (changes: Changes = {}): UpstreamRecord => ({
  sourceId: 'peer',
  tenantId: 'default',
  issuer: ISSUER,
  audience: [],
  secrets: { authorization },
  isRemoved: false,
  revision: 1,
  createdAt: ago(3_600),
  ...changes,
  settings: { ...settings, ...changes.settings },
  drive: {
    metadata: { document, url: `${ISSUER}/.well-known`, readAt: ago(60), revision: 1 },
    stream: { id: 'stream-1', document: {}, readAt: ago(60) },
    appliedRevision: 1,
    status: { status: 'enabled', readAt: ago(60) },
    verificationAskedAt: ago(60),
    unansweredSince: ago(60),
    trouble: [],
    ...changes.drive,
  },
  arrival: { seq: 1, verifiedAt: ago(59), verifiedAskedAt: ago(60), ...changes.arrival },
})
