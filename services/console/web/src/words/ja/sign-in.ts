import type { signIn as en } from '../en/sign-in.ts'

export const signIn = {
  'sign-in.title': 'サインイン',
  'sign-in.lead': '組織のシグナルを受け取り、判断し、届け、証明します。',
  'sign-in.idp': '{host} で続ける',
  'sign-in.or': 'または',
  'sign-in.token': '管理トークン',
  'sign-in.token.hint': '初回起動時に表示されたもの、または「メンバー」で作成したもの',
  'sign-in.with-token': 'トークンでサインイン',
  'sign-in.code': 'サインインしています…',
  'sign-in.code.failed': 'リンクを使用できませんでした',
  'sign-in.ended.revoked':
    'あなたに関するセキュリティイベントにより、アクセスが終了しました。心当たりがない場合は管理者に確認してください。',
  'sign-in.ended.idle': 'しばらく操作がなかったため、サインアウトしました。',
  'sign-in.ended.expired': 'セッションの有効期間が過ぎたため、サインアウトしました。',
  'sign-in.ended.ended': '管理者がセッションを終了しました。',
  'sign-in.ended.token': 'サインインに使用したトークンは無効になりました。',
  'sign-in.problem.expired':
    '時間が経ちすぎたか、別のブラウザーで開始されました。もう一度やり直してください。',
  'sign-in.problem.refused': 'ID プロバイダーによってサインインが拒否されました。',
  'sign-in.problem.no-role':
    '本人確認はできましたが、所属グループにロールが割り当てられていません。管理者に連絡してください（OIDC_ROLES）。',
  'sign-in.problem.unavailable': '現在、ID プロバイダーに接続できません。',
  'sign-in.kept': '入力内容はこのタブに保持されています。',
} as const satisfies Record<keyof typeof en, string>
