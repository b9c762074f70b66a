import { field, issuer, json, text, TRUST_IT, type Template } from './template.ts'

const okta: Template = {
  kind: 'okta',
  title: text('Okta: event hooks', 'Okta: イベントフック'),
  secretFrom: 'hub',
  fields: [issuer(text('Your org’s URL', 'Okta 組織の URL'), 'https://acme.okta.com')],
  steps: [
    text(
      'In the Okta Admin Console, open Workflow → Event Hooks → Create Event Hook.',
      'Okta 管理コンソールで［Workflow］→［Event Hooks］→［Create Event Hook］を開きます。',
    ),
    text('URL: {url}', 'URL: {url}'),
    text(
      'Authentication field: Authorization. Authentication secret: {secret}',
      'Authentication field: Authorization、Authentication secret: {secret}',
    ),
    text(
      'Subscribe to the user session, user lifecycle, credential, risk and application membership events; save.',
      'ユーザーのセッション、ライフサイクル、資格情報、リスク、アプリケーション割り当ての各イベントを選び、保存します。',
    ),
    text(
      'Press Verify: the hub answers the challenge by itself.',
      '［Verify］を押します。ハブが自動でチャレンジに応答します。',
    ),
    text(
      'Token revocation, threats and client changes are not in event hooks: add a source of kind okta-log for them.',
      'トークン失効、脅威検知、クライアント変更はイベントフックでは届きません。okta-log のソースも追加してください。',
    ),
    TRUST_IT,
  ],
  sample: (now) =>
    json({
      eventType: 'com.okta.event_hook',
      eventTypeVersion: '1.0',
      cloudEventsVersion: '0.1',
      eventId: 'sample',
      data: {
        events: [
          {
            uuid: `sample-${now.toISOString()}`,
            published: now.toISOString(),
            eventType: 'user.session.clear',
            displayMessage: 'Clear user session',
            actor: { id: '00uadmin', type: 'User' },
            target: [{ id: '00usample', type: 'User', alternateId: 'sample@example.com' }],
            outcome: { result: 'SUCCESS' },
          },
        ],
      },
    }),
}

const oktaLog: Template = {
  kind: 'okta-log',
  title: text('Okta: System Log', 'Okta: システムログ'),
  secretFrom: 'vendor',
  fields: [
    issuer(text('Your org’s URL', 'Okta 組織の URL'), 'https://acme.okta.com'),
    field('secrets', text('API token', 'API トークン'), '["00abc…"]'),
  ],
  steps: [
    text(
      'In the Okta Admin Console, sign in as a service account with the Report Administrator role.',
      'Okta 管理コンソールに、Report Administrator ロールを持つサービスアカウントでサインインします。',
    ),
    text(
      'Open Security → API → Tokens → Create token, and give that token to the hub as the secret.',
      '［Security］→［API］→［Tokens］→［Create token］でトークンを作成し、シークレットとしてハブに登録します。',
    ),
    text(
      'Nothing is sent to {url}: the hub reads /api/v1/logs every few seconds, from now on.',
      '{url} には何も送信されません。ハブが数秒ごとに /api/v1/logs を読み取ります(登録時点以降)。',
    ),
  ],
  sample: (now) =>
    json([
      {
        uuid: `sample-${now.toISOString()}`,
        published: now.toISOString(),
        eventType: 'app.oauth2.token.revoke.implicit.user',
        displayMessage: 'Revoke all tokens for user',
        actor: { id: '00uadmin', type: 'User' },
        target: [{ id: '00usample', type: 'User', alternateId: 'sample@example.com' }],
        outcome: { result: 'SUCCESS' },
      },
    ]),
}

const auth0: Template = {
  kind: 'auth0',
  title: text('Auth0: log streams', 'Auth0: ログストリーム'),
  secretFrom: 'hub',
  fields: [issuer(text('Your tenant’s URL', 'テナントの URL'), 'https://acme.eu.auth0.com')],
  steps: [
    text(
      'In the Auth0 Dashboard, open Monitoring → Streams → Create Stream → Custom Webhook.',
      'Auth0 ダッシュボードで［Monitoring］→［Streams］→［Create Stream］→［Custom Webhook］を開きます。',
    ),
    text('Payload URL: {url}', 'Payload URL: {url}'),
    text('Authorization Token: {secret}', 'Authorization Token: {secret}'),
    text(
      'Content Type: application/json. Content Format: JSON Array or JSON Lines. Save.',
      'Content Type: application/json、Content Format: JSON Array または JSON Lines を選び、保存します。',
    ),
    TRUST_IT,
  ],
  sample: (now) =>
    json([
      {
        log_id: `sample-${now.toISOString()}`,
        data: {
          log_id: `sample-${now.toISOString()}`,
          type: 'sdu',
          date: now.toISOString(),
          user_id: 'auth0|sample',
          tenant_name: 'acme',
          details: {},
        },
      },
    ]),
}

const microsoftGraph: Template = {
  kind: 'microsoft-graph',
  title: text(
    'Microsoft Entra ID: Graph change notifications',
    'Microsoft Entra ID: Graph 変更通知',
  ),
  secretFrom: 'hub',
  fields: [
    field(
      'settings.directories',
      text('Your directory (tenant) ids', 'ディレクトリ（テナント）ID'),
      '["84bd8158-6d4d-4958-8b9f-9d6445542f95"]',
    ),
    field(
      'settings.appId',
      text(
        'The application that subscribes, for validation tokens',
        'サブスクリプションを作成するアプリケーション ID（検証トークン用）',
      ),
      '11111111-2222-4333-8444-555555555555',
    ),
  ],
  steps: [
    text(
      'Register an application in Entra ID with the application permission User.Read.All and grant admin consent.',
      'Entra ID にアプリケーションを登録し、アプリケーション許可 User.Read.All に管理者の同意を与えます。',
    ),
    text(
      'As that application, POST to https://graph.microsoft.com/v1.0/subscriptions: "changeType": "updated,deleted", "resource": "users", "notificationUrl" and "lifecycleNotificationUrl": "{url}", "clientState": "{secret}", "expirationDateTime" at most 29 days ahead.',
      'そのアプリケーションとして https://graph.microsoft.com/v1.0/subscriptions に POST します。"changeType": "updated,deleted"、"resource": "users"、"notificationUrl" と "lifecycleNotificationUrl": "{url}"、"clientState": "{secret}"、"expirationDateTime" は最長 29 日先。',
    ),
    text(
      'Graph checks the URL at once; the hub repeats its validationToken by itself.',
      'Graph は直ちに URL を確認します。ハブが validationToken に自動で応答します。',
    ),
    TRUST_IT,
  ],
  sample: () =>
    json({
      value: [
        {
          subscriptionId: 'sample',
          tenantId: '{directory}',
          clientState: '{secret}',
          changeType: 'deleted',
          resource: 'Users/sample',
          resourceData: { '@odata.type': '#Microsoft.Graph.User', id: 'sample' },
        },
      ],
    }),
}

const googleWorkspace: Template = {
  kind: 'google-workspace',
  title: text('Google Workspace: alerts by Pub/Sub', 'Google Workspace: Pub/Sub によるアラート'),
  secretFrom: 'none',
  fields: [
    field(
      'settings.audience',
      text(
        'The audience of the push tokens: the URL of the source will do',
        'プッシュトークンの audience（ソースの URL で構いません）',
      ),
      'https://hub.example.com/ingest/workspace',
    ),
    field(
      'settings.serviceAccount',
      text('The service account that pushes', 'プッシュに使うサービスアカウント'),
      'push@acme.iam.gserviceaccount.com',
    ),
  ],
  steps: [
    text(
      'In Google Cloud, create a Pub/Sub topic and let alertcenter publish: updateSettings of the Alert Center API with this topic.',
      'Google Cloud で Pub/Sub トピックを作成し、Alert Center API の updateSettings でそのトピックに通知させます。',
    ),
    text(
      'Create a push subscription to {url}',
      '{url} へのプッシュサブスクリプションを作成します。',
    ),
    text(
      'Enable authentication with the service account above, and set the audience above.',
      '上記のサービスアカウントで認証を有効にし、上記の audience を設定します。',
    ),
  ],
  sample: (now) =>
    json({
      message: {
        messageId: `sample-${now.toISOString()}`,
        data: Buffer.from(
          JSON.stringify({
            alertId: 'sample',
            type: 'User suspended',
            source: 'Google identity',
            startTime: now.toISOString(),
            data: { email: 'sample@example.com' },
          }),
        ).toString('base64'),
      },
      subscription: 'projects/acme/subscriptions/alerts',
    }),
}

export const IDENTITY: readonly Template[] = [okta, oktaLog, auth0, microsoftGraph, googleWorkspace]
