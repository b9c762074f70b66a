import type { directories as en } from '../en/directories.ts'

export const directories: Readonly<Record<keyof typeof en, string>> = {
  'directories.lead': '利用者の情報を SCIM でハブに伝える ID プロバイダーです。',
  'directories.new': 'ディレクトリを接続',
  'directories.make': 'ディレクトリを作成',
  'directories.empty': 'ディレクトリはまだありません',
  'directories.empty.text':
    'Okta、Entra ID などの SCIM クライアントが、利用者の名前を自動で最新に保ちます。',
  'directories.id': 'ディレクトリ',
  'directories.id.hint': '英小文字、数字、ハイフン',
  'directories.issuer': '発行者',
  'directories.issuer.hint':
    'そのプロバイダーのシグナルの iss です。空の場合、利用者は iss_sub を持ちません',
  'directories.subject': 'サブジェクト',
  'directories.subject.hint': 'シグナルの sub になる利用者の属性',
  'directories.speaks-for': '発言権のある名前',
  'directories.speaks-for.hint':
    'メールのドメイン、発行者、phone_number を一行に一つ。* はすべての名前です。ディレクトリが二つあれば、それぞれに分けてください。',
  'directories.users': '利用者数',
  'directories.contact': '最後の接続',
  'directories.never': 'なし',
  'directories.refusal': '最後の拒否',
  'directories.token.made': 'ディレクトリのトークン',
  'directories.url': 'ベース URL',
  'directories.okta':
    'Okta: SCIM のアプリ統合。一意の識別子は userName、認証は HTTP ヘッダーです。',
  'directories.entra':
    'Entra ID: エンタープライズアプリケーションの自動プロビジョニング。テナント URL にベース URL、シークレットトークンにトークンを入れ、objectId を externalId に対応付けます。',
  'directory.about': '概要',
  'directory.connect': 'ID プロバイダー側の設定',
  'directory.remove': '削除',
  'directory.remove.title': '{id} を削除しますか?',
  'directory.remove.text':
    'トークンは無効になり、{users} 人の SCIM 利用者は忘れられます。教えられた名前は残ります。',
  'directory.tokens': 'トークン',
  'directory.tokens.empty': 'トークンがないため、誰も接続できません',
  'directory.token.new': '新しいトークン',
  'directory.token.text':
    '他のトークンは有効なままです。新しいものを ID プロバイダーに設定してから、古いものを終了してください。',
  'directory.token.end': '終了',
  'directory.token.end.text': 'このトークンを使う接続はただちに拒否されます。',
}
