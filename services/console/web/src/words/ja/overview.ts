import type { overview as en } from '../en/overview.ts'

export const overview = {
  'overview.lead': '今すぐ対応が必要なものです。',
  'overview.all': 'すべて',
  'overview.incident': '通知の txn',
  'overview.signals': 'シグナル',
  'overview.last': '最後のシグナル',
  'overview.no-incident': '未解決のインシデントはありません',
  'overview.failing': '失敗しているストリーム',
  'overview.no-failing': '失敗しているストリームはありません',
  'overview.severity.info': '情報',
  'overview.severity.low': '低',
  'overview.severity.medium': '中',
  'overview.severity.high': '高',
  'overview.severity.critical': '緊急',
} satisfies Record<keyof typeof en, string>
