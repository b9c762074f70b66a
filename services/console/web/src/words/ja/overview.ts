import type { overview as en } from '../en/overview.ts'

export const overview = {
  'overview.lead': '今すぐ対応が必要なものです。',
  'overview.all': 'すべて',
  'overview.failing': '失敗しているストリーム',
  'overview.no-failing': '失敗しているストリームはありません',
  'overview.severity.info': '情報',
  'overview.severity.low': '低',
  'overview.severity.medium': '中',
  'overview.severity.high': '高',
  'overview.severity.critical': '緊急',
  'approvals.lead': '二人目の承認があって初めて実行されるものです。',
  'approvals.what': '内容',
  'approvals.affected': 'イベント数',
  'approvals.asked': '依頼者',
  'approvals.expires': '期限',
  'approvals.approve': '承認',
  'approvals.reject': '却下',
  'approvals.empty': '待っているものはありません',
  'approvals.empty.text': 'ポリシーが二人目の承認を求めたものがここに表示されます。',
} satisfies Record<keyof typeof en, string>
