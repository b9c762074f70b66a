import { json, text, type Template } from './template.ts'

const github: Template = {
  kind: 'github',
  title: text('GitHub: webhooks', 'GitHub: Webhook'),
  secretFrom: 'hub',
  fields: [],
  steps: [
    text(
      'In the organization (or GitHub App), open Settings → Webhooks → Add webhook.',
      '組織（または GitHub App）の［Settings］→［Webhooks］→［Add webhook］を開きます。',
    ),
    text('Payload URL: {url}', 'Payload URL: {url}'),
    text('Content type: application/json', 'Content type: application/json'),
    text('Secret: {secret}', 'Secret: {secret}'),
    text(
      'Let me select individual events: organization, membership, org_block, installation, personal_access_token_request, secret_scanning_alert, github_app_authorization.',
      'イベントを個別に選択: organization、membership、org_block、installation、personal_access_token_request、secret_scanning_alert、github_app_authorization。',
    ),
  ],
  sample: (now) =>
    json(
      {
        action: 'member_removed',
        membership: { user: { login: 'sample', id: 1 } },
        organization: { login: 'acme', id: 2 },
      },
      { 'x-github-event': 'organization', 'x-github-delivery': `sample-${now.toISOString()}` },
    ),
}

const githubSecretScanning: Template = {
  kind: 'github-secret-scanning',
  title: text(
    'GitHub: secret scanning partner programme',
    'GitHub: シークレットスキャンパートナー',
  ),
  secretFrom: 'none',
  fields: [],
  steps: [
    text(
      'Write to secret-scanning@github.com with the pattern of your tokens and this endpoint: {url}',
      'トークンのパターンとエンドポイント {url} を secret-scanning@github.com に申請します。',
    ),
    text(
      'GitHub signs each report with a key that it publishes; the hub fetches the keys by itself.',
      'GitHub は公開鍵を公開し、各レポートに署名します。ハブは鍵を自動で取得します。',
    ),
  ],
  sample: () =>
    json([
      { token: 'a-sample-token', type: 'acme_api_token', url: 'https://github.com/acme/sample' },
    ]),
}

const slack: Template = {
  kind: 'slack',
  title: text('Slack: Events API', 'Slack: Events API'),
  secretFrom: 'vendor',
  fields: [],
  steps: [
    text(
      'At api.slack.com/apps, open your app → Basic Information and copy the Signing Secret into this source.',
      'api.slack.com/apps でアプリを開き、［Basic Information］の Signing Secret をこのソースに設定します。',
    ),
    text(
      'Event Subscriptions → Enable Events. Request URL: {url}. The hub answers Slack’s check by itself.',
      '［Event Subscriptions］→［Enable Events］で Request URL に {url} を設定します。ハブが確認に自動で応答します。',
    ),
    text(
      'Subscribe to tokens_revoked, app_uninstalled, user_change and team_access_revoked.',
      'tokens_revoked、app_uninstalled、user_change、team_access_revoked を購読します。',
    ),
  ],
  sample: (now) =>
    json({
      type: 'event_callback',
      team_id: 'T1',
      api_app_id: 'A1',
      event_id: `sample-${now.toISOString()}`,
      event_time: Math.floor(now.getTime() / 1_000),
      event: { type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } },
    }),
}

const zoom: Template = {
  kind: 'zoom',
  title: text('Zoom: event subscriptions', 'Zoom: イベントサブスクリプション'),
  secretFrom: 'vendor',
  fields: [],
  steps: [
    text(
      'At marketplace.zoom.us, open your app → Feature and copy the Secret Token into this source.',
      'marketplace.zoom.us でアプリを開き、［Feature］の Secret Token をこのソースに設定します。',
    ),
    text(
      'Add an event subscription; event notification endpoint URL: {url}. Press Validate: the hub answers by itself, now and every 72 hours.',
      'イベントサブスクリプションを追加し、通知先 URL に {url} を設定して［Validate］を押します。ハブは 72 時間ごとの再検証にも自動で応答します。',
    ),
    text(
      'Subscribe to user.deactivated, user.deleted, user.signed_out; app_deauthorized comes by itself.',
      'user.deactivated、user.deleted、user.signed_out を購読します。app_deauthorized は自動で届きます。',
    ),
  ],
  sample: (now) =>
    json({
      event: 'user.deleted',
      event_ts: now.getTime(),
      payload: { account_id: 'a1', object: { id: 'u1', email: 'sample@example.com' } },
    }),
}

const atlassian: Template = {
  kind: 'atlassian',
  title: text('Atlassian Jira: webhooks', 'Atlassian Jira: Webhook'),
  secretFrom: 'hub',
  fields: [],
  steps: [
    text(
      'In Jira, open Settings → System → WebHooks → Create a WebHook.',
      'Jira の［設定］→［システム］→［WebHooks］→［WebHook を作成］を開きます。',
    ),
    text('URL: {url}', 'URL: {url}'),
    text('Secret: {secret}', 'Secret: {secret}'),
    text('Events: User → deleted.', 'イベント: ユーザー → 削除。'),
  ],
  sample: (now) =>
    json(
      {
        webhookEvent: 'user_deleted',
        timestamp: now.getTime(),
        user: {
          accountId: 'sample',
          self: 'https://acme.atlassian.net/rest/api/2/user?accountId=sample',
        },
      },
      { 'x-atlassian-webhook-identifier': `sample-${String(now.getTime())}` },
    ),
}

const box: Template = {
  kind: 'box',
  title: text('Box: webhooks', 'Box: Webhook'),
  secretFrom: 'vendor',
  fields: [],
  steps: [
    text(
      'In the Box Developer Console, open your app → Webhooks → Manage signature keys; generate the primary and the secondary key and copy them into this source.',
      'Box 開発者コンソールでアプリの［Webhooks］→［署名キーの管理］を開き、プライマリとセカンダリのキーを生成してこのソースに設定します。',
    ),
    text('Create a webhook to {url}', '{url} への Webhook を作成します。'),
    text(
      'Box’s events are about files: they are checked and skipped.',
      'Box のイベントはファイルに関するもので、検証後に読み飛ばされます。',
    ),
  ],
  sample: (now) =>
    json(
      {
        type: 'webhook_event',
        trigger: 'FILE.UPLOADED',
        webhook: { id: '1' },
        source: { id: '2' },
      },
      { 'box-delivery-id': `sample-${String(now.getTime())}` },
    ),
}

const pagerduty: Template = {
  kind: 'pagerduty',
  title: text('PagerDuty: webhooks (v3)', 'PagerDuty: Webhook (v3)'),
  secretFrom: 'vendor',
  fields: [],
  steps: [
    text(
      'In PagerDuty, open Integrations → Generic Webhooks (v3) → New Webhook. Webhook URL: {url}',
      'PagerDuty の［Integrations］→［Generic Webhooks (v3)］→［New Webhook］で Webhook URL に {url} を設定します。',
    ),
    text(
      'Copy the signing secret, which PagerDuty shows once, into this source.',
      '一度だけ表示される署名シークレットをこのソースに設定します。',
    ),
    text(
      'Incidents name nobody’s access: they are checked and skipped.',
      'インシデントはアクセスに関する情報を含まないため、検証後に読み飛ばされます。',
    ),
  ],
  sample: (now) =>
    json({
      event: {
        id: `sample-${String(now.getTime())}`,
        event_type: 'pagey.ping',
        resource_type: 'pagey',
        occurred_at: now.toISOString(),
        data: { message: 'Hello from your friend Pagey!', type: 'ping' },
      },
    }),
}

export const APPS: readonly Template[] = [
  github,
  githubSecretScanning,
  slack,
  zoom,
  atlassian,
  box,
  pagerduty,
]
