import { uriOf } from '../../../schemas/events/index.ts'
import { field, issuer, json, text, type Template } from './template.ts'

const standardWebhooks: Template = {
  kind: 'standard-webhooks',
  title: text('Any sender of Standard Webhooks', 'Standard Webhooks の送信元'),
  secretFrom: 'vendor',
  fields: [],
  steps: [
    text(
      'Register the endpoint {url} at the sender.',
      '送信元にエンドポイント {url} を登録します。',
    ),
    text(
      'Copy the signing secret (whsec_…) or public key (whpk_…) into this source.',
      '署名シークレット（whsec_…）または公開鍵（whpk_…）をこのソースに設定します。',
    ),
    text(
      'The sender’s "type" is the URI of an event type, and data.sub_id names the subject (RFC 9493). For anything else take a source of kind generic, with scheme standard-webhooks.',
      '送信される "type" はイベントタイプの URI、data.sub_id はサブジェクト（RFC 9493）です。それ以外の場合は scheme が standard-webhooks の generic ソースを使用してください。',
    ),
  ],
  sample: (now) =>
    json(
      {
        type: uriOf('session-revoked'),
        timestamp: now.toISOString(),
        data: { sub_id: { format: 'email', email: 'sample@example.com' } },
      },
      { 'webhook-id': `sample-${String(now.getTime())}` },
    ),
}

const cloudevents: Template = {
  kind: 'cloudevents',
  title: text('Any sender of CloudEvents', 'CloudEvents の送信元'),
  secretFrom: 'hub',
  fields: [
    field(
      'settings.allowedOrigins',
      text(
        'Origins that may send; leave it out to allow any',
        '送信を許可する origin（省略時は制限なし）',
      ),
      '["idp.acme.example"]',
    ),
    field(
      'settings.mapping',
      text(
        'What an event says, where its type is none of ours',
        'イベントタイプが独自の場合のマッピング',
      ),
      '{"jsonata": "…"}',
    ),
  ],
  steps: [
    text('Register the webhook {url} at the sender.', '送信元に Webhook {url} を登録します。'),
    text('Authorization header: {secret}', 'Authorization ヘッダー: {secret}'),
    text(
      'A sender that asks for permission (OPTIONS) is answered by the hub.',
      '送信元の許可確認（OPTIONS）にはハブが自動で応答します。',
    ),
  ],
  sample: (now) => ({
    headers: { 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify({
      specversion: '1.0',
      id: `sample-${String(now.getTime())}`,
      source: 'urn:sample',
      type: uriOf('session-revoked'),
      time: now.toISOString(),
      data: { sub_id: { format: 'email', email: 'sample@example.com' } },
    }),
  }),
}

const generic: Template = {
  kind: 'generic',
  title: text('Any other sender, without code', 'その他の送信元（コード不要）'),
  secretFrom: 'hub',
  fields: [
    field(
      'settings.scheme',
      text(
        'How the sender proves itself: hmac, asymmetric, jwt, standard-webhooks, duo or secret',
        '認証方式: hmac、asymmetric、jwt、standard-webhooks、duo、secret',
      ),
      '{"type": "hmac", "signatureHeader": "x-signature"}',
    ),
    field(
      'settings.mapping',
      text('What a payload says, in JSONata', 'ペイロードからイベントへの変換（JSONata）'),
      "{\"jsonata\": \"{'type': 'session-revoked', 'subject': {'format': 'email', 'email': user.mail}}\"}",
    ),
    issuer(
      text(
        'A URL under which its users are named, for the mapping',
        'ユーザー名の発行元となる URL（任意）',
      ),
      'https://crm.example.com',
    ),
  ],
  steps: [
    text(
      'Try the mapping on a payload of the sender’s: POST /admin/source-dry-runs.',
      'POST /admin/source-dry-runs で、送信元のペイロードにマッピングを試します。',
    ),
    text('Register the webhook {url} at the sender.', '送信元に Webhook {url} を登録します。'),
    text(
      'Shared secret, where the scheme has one: {secret}. A sender that makes its own: give that as "secrets".',
      '共有シークレット（方式に応じて）: {secret}。送信元が生成する場合は "secrets" に指定します。',
    ),
  ],
  sample: (now) =>
    json({ id: `sample-${String(now.getTime())}`, user: { mail: 'sample@example.com' } }),
}

export const OPEN: readonly Template[] = [standardWebhooks, cloudevents, generic]
