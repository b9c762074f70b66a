import { eventTypeUris, eventName } from '../../../schemas/events/index.ts'
import type { ReadyPolicy } from '../store/policies.ts'

/** An outsider can lock an account by guessing passwords: by default that must not end anybody's sessions. */
const LOCKED_BY_OUTSIDERS = ['user.account.lock', 'user.account.lock.limit']

const RELAYED = (['caep', 'risc', 'oauth'] as const)
  .flatMap(eventTypeUris)
  .map(eventName)
  .filter((name) => name !== 'sessions-revoked') // deprecated (RISC 1.0 §2.11): told as CAEP session-revoked

const ON: readonly ReadyPolicy[] = [
  {
    id: 'relay',
    mode: 'on',
    document: {
      name: 'Relay',
      description:
        'Passes on what a source that is trusted says, to every stream that asked for it. Account locks are left out, for anybody can cause them by guessing passwords.',
      when: { types: RELAYED, notVendorTypes: LOCKED_BY_OUTSIDERS },
      then: [{ emit: 'same' }],
      reason: 'What a trusted source says is passed on unchanged in meaning',
    },
  },
  {
    id: 'revoke-sessions',
    mode: 'on',
    document: {
      name: 'Revoke sessions',
      description: 'The deprecated sessions-revoked of RISC goes out as CAEP session-revoked.',
      when: { types: ['sessions-revoked'] },
      then: [{ emit: 'session-revoked' }],
      reason: 'The sessions were revoked where they began',
    },
  },
  {
    id: 'compromised-credential',
    mode: 'on',
    document: {
      name: 'Compromised credential',
      description: 'A password or key is known to others: every session of the account ends.',
      when: { types: ['credential-compromise'], notVendorTypes: LOCKED_BY_OUTSIDERS },
      then: [{ emit: 'session-revoked' }, { incident: 'high' }],
      suppress: '5m',
      reason: 'A credential of this account is known to others, so its sessions end',
    },
  },
  {
    id: 'leaver',
    mode: 'on',
    document: {
      name: 'Leaver',
      description:
        'An account that is disabled or purged loses its sessions and its tokens everywhere. Account locks are left out.',
      when: { types: ['account-disabled', 'account-purged'], notVendorTypes: LOCKED_BY_OUTSIDERS },
      then: [{ emit: 'session-revoked' }, { emit: 'tokens-revoked' }],
      suppress: '5m',
      reason: 'The account was disabled, so its sessions and tokens end',
    },
  },
  {
    id: 'account-lock-held-back',
    mode: 'on',
    document: {
      name: 'Account lock held back',
      description:
        'Somebody guessed passwords until the account was locked. Nobody is signed out by that, for then an outsider could sign anybody out; but somebody should look.',
      when: { vendorTypes: LOCKED_BY_OUTSIDERS, certainty: ['proven', 'trusted', 'hint'] },
      then: [{ incident: 'medium' }],
      reason: 'An account was locked, which an outsider can cause',
    },
  },
  {
    id: 'hint-held-back',
    mode: 'on',
    document: {
      name: 'Hint held back',
      description:
        'Only a shared secret stands for what this source says: nobody’s access ends, but somebody should look. Trust the source, or wait for a second one that agrees.',
      when: {
        types: [
          'session-revoked',
          'sessions-revoked',
          'token-revoked',
          'tokens-revoked',
          'credential-compromise',
          'account-disabled',
          'account-purged',
        ],
        notVendorTypes: LOCKED_BY_OUTSIDERS,
        certainty: ['hint'],
      },
      then: [{ incident: 'medium' }],
      reason: 'A source that proves nothing but a shared secret says that access should end',
    },
  },
  {
    id: 'two-sources-agree',
    mode: 'on',
    document: {
      name: 'Two sources agree',
      description:
        'One hint alone ends nobody’s access. Two sources that say so within ten minutes do.',
      when: {
        types: ['session-revoked', 'credential-compromise', 'account-disabled', 'tokens-revoked'],
        notVendorTypes: LOCKED_BY_OUTSIDERS,
        certainty: ['proven', 'trusted', 'hint'],
      },
      history: {
        within: '10m',
        count: { atLeast: 2, distinct: 'source' },
        condition: 'signals.exists(s, s.certainty == "hint")',
      },
      then: [{ emit: 'session-revoked' }, { incident: 'high' }],
      suppress: '10m',
      reason: 'Two sources say independently that this account is at risk',
    },
  },
  {
    id: 'breached-integration',
    mode: 'on',
    document: {
      name: 'Breached integration',
      description:
        'An integration (an OAuth client, an installed app, a bot) is compromised: all its tokens end at once.',
      when: {
        types: ['credential-compromise', 'client-disabled', 'account-disabled'],
        principals: ['integration'],
      },
      then: [
        { emit: 'tokens-revoked' },
        { emit: 'token-revoked', about: { related: 'token' } },
        { incident: 'critical' },
      ],
      suppress: '5m',
      reason: 'The integration is compromised, so all its tokens end',
    },
  },
]

const OFF: readonly ReadyPolicy[] = [
  {
    id: 'breached-integration-users',
    mode: 'off',
    document: {
      name: 'Breached integration: its users',
      description:
        'Ends the sessions of everybody who used a compromised integration, in every app, once an operator said yes.',
      when: {
        types: ['credential-compromise', 'client-disabled', 'account-disabled'],
        principals: ['integration'],
      },
      then: [{ emit: 'session-revoked', about: { related: 'user' } }, { approval: '24h' }],
      suppress: '5m',
      reason: 'An integration that this person used is compromised',
    },
  },
  {
    id: 'lost-device',
    mode: 'off',
    document: {
      name: 'Lost device',
      description: 'The sessions of a device that is not compliant any more end.',
      when: {
        types: ['device-compliance-change'],
        condition: 'signal.payload.current_status == "not-compliant"',
      },
      then: [{ emit: 'session-revoked' }, { incident: 'medium' }],
      suppress: '10m',
      reason: 'The device is lost or no longer compliant, so its sessions end',
    },
  },
  {
    id: 'risky-device',
    mode: 'off',
    document: {
      name: 'Risky device',
      description: 'A device that is not compliant, and high risk, within ten minutes.',
      when: { types: ['device-compliance-change', 'risk-level-change'] },
      history: {
        within: '10m',
        all: [
          {
            types: ['device-compliance-change'],
            condition: 'signal.payload.current_status == "not-compliant"',
          },
          { types: ['risk-level-change'], condition: 'signal.payload.current_level == "HIGH"' },
        ],
      },
      then: [{ emit: 'session-revoked' }, { incident: 'high' }],
      suppress: '10m',
      reason: 'The device is not compliant and the risk is high',
    },
  },
  {
    id: 'impossible-session',
    mode: 'off',
    document: {
      name: 'Impossible session',
      description:
        'A session that was revoked is used again: the app that let it is told again, and somebody should look.',
      when: { types: ['session-presented'] },
      history: {
        within: '1h',
        sequence: [{ types: ['session-revoked'] }, { types: ['session-presented'] }],
        condition: 'signals.all(s, s.subject == signals[0].subject)',
      },
      then: [{ emit: 'session-revoked' }, { incident: 'high' }],
      suppress: '10m',
      reason: 'A revoked session was used again',
    },
  },
]

/** The policies that come with the hub; stored once, from then on the database's copy counts. */
export const READY_POLICIES: readonly ReadyPolicy[] = [...ON, ...OFF]
