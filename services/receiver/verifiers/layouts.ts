import type { AsymmetricLayout } from './asymmetric.ts'
import type { HmacLayout } from './hmac.ts'
import type { TimedHmacLayout } from './timed-hmac.ts'

// How each vendor signs, as data. The published signature cases hold these rows to the vendors' word.

export const GITHUB: HmacLayout = {
  signed: '{body}',
  signatureHeaders: ['x-hub-signature-256'],
  encoding: 'hex',
  prefix: 'sha256=',
}

export const GITHUB_SECRET_SCANNING: AsymmetricLayout = {
  algorithm: 'ecdsa-sha256-der',
  keyIdHeader: 'github-public-key-identifier',
  signatureHeader: 'github-public-key-signature',
}

export const ATLASSIAN: HmacLayout = {
  signed: '{body}',
  signatureHeaders: ['x-hub-signature'],
  encoding: 'hex',
  prefix: 'sha256=',
}

export const PAGERDUTY: HmacLayout = {
  signed: '{body}',
  signatureHeaders: ['x-pagerduty-signature'],
  encoding: 'hex',
  prefix: 'v1=',
  separator: ',',
}

const FIVE_MINUTES = { windowSeconds: 300, limits: 'past and future' } as const

export const SLACK: TimedHmacLayout = {
  signed: 'v0:{x-slack-request-timestamp}:{body}',
  signatureHeaders: ['x-slack-signature'],
  encoding: 'hex',
  prefix: 'v0=',
  time: { header: 'x-slack-request-timestamp', ...FIVE_MINUTES },
}

/** Zoom names no window; five minutes are ours. */
export const ZOOM: TimedHmacLayout = {
  signed: 'v0:{x-zm-request-timestamp}:{body}',
  signatureHeaders: ['x-zm-signature'],
  encoding: 'hex',
  prefix: 'v0=',
  time: { header: 'x-zm-request-timestamp', ...FIVE_MINUTES },
}

/** A primary and a secondary key; either signature by either key is enough. */
export const BOX: TimedHmacLayout = {
  signed: '{body}{box-delivery-timestamp}',
  signatureHeaders: ['box-signature-primary', 'box-signature-secondary'],
  encoding: 'base64',
  prefix: '',
  requires: { 'box-signature-version': '1', 'box-signature-algorithm': 'HmacSHA256' },
  time: {
    header: 'box-delivery-timestamp',
    windowSeconds: 600,
    limits: 'past and future',
  },
}

const standardWebhooks = (brand: 'webhook' | 'svix'): TimedHmacLayout => ({
  signed: `{${brand}-id}.{${brand}-timestamp}.{body}`,
  signatureHeaders: [`${brand}-signature`],
  encoding: 'base64',
  prefix: 'v1,',
  separator: ' ',
  base64KeyPrefix: 'whsec_',
  time: { header: `${brand}-timestamp`, ...FIVE_MINUTES },
})

/** One scheme under two brands; a request must keep to one of them. */
export const STANDARD_WEBHOOKS = [standardWebhooks('webhook'), standardWebhooks('svix')] as const

const crowdstrike = {
  signatureHeaders: ['x-cs-primary-signature', 'x-cs-secondary-signature'],
  prefix: '',
  time: { header: 'x-cs-delivery-timestamp', ...FIVE_MINUTES },
} as const

/** No official text says which: receivers in the field disagree, so the operator chooses. */
export const CROWDSTRIKE = {
  'body-time-base64': {
    ...crowdstrike,
    signed: '{body}{x-cs-delivery-timestamp}',
    encoding: 'base64',
  },
  'time-body-hex': { ...crowdstrike, signed: '{x-cs-delivery-timestamp}{body}', encoding: 'hex' },
} as const satisfies Record<string, TimedHmacLayout>
