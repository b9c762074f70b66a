import type { settings as en } from '../en/settings.ts'

export const settings = {
  'settings.lead': 'このハブの設定です。多くは環境変数で設定します（.env.example を参照）。',
  'settings.hub': 'このハブ',
  'settings.issuer': '発行者',
  'settings.metadata': 'メタデータ',
  'settings.idp': '運用者のサインイン先',
  'settings.mode': '動作モード',
  'settings.local': 'ローカル（組み込みの既定値。サンプルアプリが登録済み）',
  'settings.production': '本番',
} as const satisfies Record<keyof typeof en, string>
