import { eventTypeUris, uriOf } from '../../schemas/events/index.ts'
import type { Policy } from '../../schemas/policy.ts'

/** An outsider can lock an account by guessing passwords: by default that must not end anybody's sessions. */
const HELD_BACK = ['user.account.lock']

const RELAYED = [
  ...eventTypeUris('caep'),
  ...eventTypeUris('risc'),
  ...eventTypeUris('oauth'),
].filter(
  (uri) => uri !== uriOf('sessions-revoked'), // deprecated (RISC 1.0 §2.11): told as CAEP session-revoked below
)

/** The policies of a new hub; stored once, from then on the database's copy counts. */
export const DEFAULT_POLICIES: readonly Policy[] = [
  {
    id: 'relay',
    version: 1,
    name: 'Relay',
    enabled: true,
    when: { types: RELAYED, notVendorTypes: HELD_BACK },
    then: [{ emit: 'same' }],
    reason: 'What a trusted source says is passed on unchanged in meaning',
  },
  {
    id: 'revoke-sessions',
    version: 1,
    name: 'Revoke sessions',
    enabled: true,
    when: {
      types: [
        uriOf('account-disabled'),
        uriOf('account-purged'),
        uriOf('credential-compromise'),
        uriOf('sessions-revoked'),
      ],
      notVendorTypes: HELD_BACK,
    },
    then: [{ emit: uriOf('session-revoked') }],
    reason: 'The account can no longer be trusted, so its sessions end',
  },
]
