import { field, issuer, json, text, TRUST_IT, type Template } from './template.ts'

/** A finding about an IAM user, as EventBridge passes it on. */
const finding = (now: Date) => ({
  version: '0',
  id: `sample-${String(now.getTime())}`,
  'detail-type': 'GuardDuty Finding',
  source: 'aws.guardduty',
  account: '123456789012',
  time: now.toISOString(),
  detail: {
    accountId: '123456789012',
    id: 'sample',
    type: 'UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B',
    severity: 8,
    updatedAt: now.toISOString(),
    resource: { accessKeyDetails: { userType: 'IAMUser', userName: 'sample' } },
  },
})

const awsSns: Template = {
  kind: 'aws-sns',
  title: text('AWS: an SNS topic', 'AWS: SNS トピック'),
  secretFrom: 'none',
  fields: [
    field(
      'settings.topics',
      text('ARNs of the topics', 'トピックの ARN'),
      '["arn:aws:sns:eu-west-1:123456789012:security"]',
    ),
  ],
  steps: [
    text(
      'Create a standard SNS topic and set its attribute SignatureVersion to 2.',
      '標準の SNS トピックを作成し、属性 SignatureVersion を 2 に設定します。',
    ),
    text(
      'Create an EventBridge rule (GuardDuty Finding; AWS API Call via CloudTrail from aws.iam) with this topic as target.',
      'EventBridge ルール（GuardDuty Finding、aws.iam の AWS API Call via CloudTrail）を作成し、このトピックをターゲットにします。',
    ),
    text(
      'Subscribe to the topic by HTTPS: {url}, without raw message delivery. The hub confirms the subscription by itself.',
      'トピックに HTTPS サブスクリプション {url} を追加します（raw メッセージ配信は無効）。ハブが自動で確認します。',
    ),
    text(
      'Attach a dead-letter queue: by default SNS tries for one minute only.',
      'デッドレターキューを設定してください。既定では SNS の再試行は約 1 分で終わります。',
    ),
  ],
  sample: (now) => ({
    headers: { 'content-type': 'text/plain; charset=UTF-8' },
    body: JSON.stringify({
      Type: 'Notification',
      MessageId: `sample-${String(now.getTime())}`,
      TopicArn: '{topic}',
      Message: JSON.stringify(finding(now)),
      Timestamp: now.toISOString(),
      SignatureVersion: '2',
      Signature: '',
      SigningCertURL: 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-sample.pem',
    }),
  }),
}

const awsEventBridge: Template = {
  kind: 'aws-eventbridge',
  title: text('AWS: an EventBridge API destination', 'AWS: EventBridge API 送信先'),
  secretFrom: 'hub',
  fields: [field('settings.header', text('The API key’s name', 'API キー名'), 'x-api-key')],
  steps: [
    text(
      'In EventBridge, create a connection: authorization type API key, API key name x-api-key, value {secret}',
      'EventBridge で接続を作成します。認証タイプ: API キー、API キー名: x-api-key、値: {secret}',
    ),
    text(
      'Create an API destination with this connection; endpoint {url}, method POST.',
      'この接続で API 送信先を作成します。エンドポイント: {url}、メソッド: POST。',
    ),
    text(
      'Create a rule (GuardDuty Finding; AWS API Call via CloudTrail from aws.iam) with it as target, and a dead-letter queue.',
      'ルール（GuardDuty Finding、aws.iam の AWS API Call via CloudTrail）を作成してターゲットに指定し、デッドレターキューを設定します。',
    ),
    TRUST_IT,
  ],
  sample: (now) => json(finding(now)),
}

const crowdstrike: Template = {
  kind: 'crowdstrike',
  title: text('CrowdStrike: Falcon Fusion webhooks', 'CrowdStrike: Falcon Fusion Webhook'),
  secretFrom: 'hub',
  fields: [
    issuer(
      text('A name for your CID', 'CID を表す名前（URL）'),
      'https://falcon.crowdstrike.com/cid1',
    ),
    field(
      'settings.layout',
      text(
        'How your Falcon signs: body-time-base64 or time-body-hex',
        '署名形式: body-time-base64 または time-body-hex',
      ),
      'body-time-base64',
    ),
  ],
  steps: [
    text(
      'In Falcon, open CrowdStrike Store → Webhook → Configure. URL: {url}, HMAC secret key: {secret}',
      'Falcon の［CrowdStrike Store］→［Webhook］→［Configure］で URL: {url}、HMAC シークレット: {secret} を設定します。',
    ),
    text(
      'In Fusion SOAR, add the action "Call webhook" to workflows about detections and host containment, with a body like the sample: event (detection, host-contained, host-released), id, time, severity, name, aid, user.',
      'Fusion SOAR で、検知とホスト隔離のワークフローに「Call webhook」アクションを追加し、サンプルと同じ本文（event: detection・host-contained・host-released、id、time、severity、name、aid、user）を設定します。',
    ),
    text(
      'If the first delivery is refused, try the other layout.',
      '最初の配信が拒否された場合は、もう一方の署名形式を試してください。',
    ),
  ],
  sample: (now) =>
    json({
      event: 'detection',
      id: `sample-${String(now.getTime())}`,
      time: now.toISOString(),
      severity: 'high',
      name: 'Sample detection',
      user: 'sample@example.com',
      aid: 'sample',
    }),
}

const jamf: Template = {
  kind: 'jamf',
  title: text('Jamf Pro: smart groups', 'Jamf Pro: スマートグループ'),
  secretFrom: 'hub',
  fields: [
    issuer(text('Your Jamf Pro URL', 'Jamf Pro の URL'), 'https://acme.jamfcloud.com'),
    field(
      'settings.nonCompliantGroups',
      text(
        'Names of the smart groups of devices that are not compliant',
        '非準拠デバイスのスマートグループ名',
      ),
      '["Not compliant"]',
    ),
  ],
  steps: [
    text(
      'In Jamf Pro, open Settings → Global → Webhooks → New. Webhook URL: {url}',
      'Jamf Pro の［Settings］→［Global］→［Webhooks］→［New］で Webhook URL に {url} を設定します。',
    ),
    text(
      'Authentication type: Header Authentication; {"Authorization":"{secret}"}. Content type: JSON.',
      'Authentication type: Header Authentication、{"Authorization":"{secret}"}。Content type: JSON。',
    ),
    text(
      'Webhook event: SmartGroupComputerMembershipChange or SmartGroupMobileDeviceMembershipChange, for the groups above.',
      'Webhook event: 上記グループの SmartGroupComputerMembershipChange または SmartGroupMobileDeviceMembershipChange。',
    ),
    TRUST_IT,
  ],
  sample: (now) =>
    json({
      webhook: {
        id: 1,
        name: 'sample',
        webhookEvent: 'SmartGroupComputerMembershipChange',
        eventTimestamp: now.getTime(),
      },
      event: {
        name: '{group}',
        smartGroup: true,
        jssid: 1,
        computer: true,
        groupAddedDevices: [
          { jssID: 1, udid: 'sample', serialNumber: 'sample', emailAddress: 'sample@example.com' },
        ],
        groupRemovedDevices: [],
      },
    }),
}

export const CLOUDS: readonly Template[] = [awsSns, awsEventBridge, crowdstrike, jamf]
