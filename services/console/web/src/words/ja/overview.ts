import type { overview as en } from '../en/overview.ts'

export const overview = {
  'overview.lead': '今すぐ対応が必要なものです。',
  'overview.all': 'すべて',
  'overview.failing': '失敗しているストリーム',
  'overview.no-failing': '失敗しているストリームはありません',
  'overview.flow': '直近 1 時間',
  'overview.flow.signals': '受信シグナル',
  'overview.flow.events': '判断されたイベント',
  'overview.flow.delivered': '受領確認済み SET',
  'overview.flow.failed': '失敗した試行',
  'overview.took.p50': '失効までの時間・中央値(24 時間)',
  'overview.took.p99': '99% がこの時間以内(24 時間)',
  'overview.minute': '分',
  'overview.numbers': '数値',
  'overview.streams': 'ストリームの状態',
  'overview.silence': '無音の長いソース',
  'overview.never-heard': '受信なし',
  'overview.no-source': 'ソースが設定されていません',
} satisfies Record<keyof typeof en, string>
