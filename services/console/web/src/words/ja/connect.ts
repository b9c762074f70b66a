import type { connect as en } from '../en/connect.ts'

export const connect = {
  'connect.title': 'ソースを接続',
  'connect.lead':
    '通知元を選んでください。設定手順と、動作を確認できるサンプルが用意されています。',
  'connect.lead.vendor':
    'まずハブに必要な情報、次にベンダー側での設定、最後にサンプルで確認します。',
  'connect.search': 'ベンダーまたは製品',
  'connect.none': '該当するベンダーはありません',
  'connect.none.text':
    '署名付き JSON を送信するものは何でもソースにできます。generic を選び、ペイロードの意味を指定してください。',
  'connect.know': 'ハブに必要な情報',
  'connect.id': 'ソースの ID',
  'connect.id.hint': '英小文字・数字・ハイフン。アドレスとすべてのシグナルに使われます',
  'connect.vendor-secret': 'ベンダーのシークレット',
  'connect.vendor-secret.hint':
    'ベンダーが発行します。コピーして貼り付けてください。暗号化して保存され、再表示されません',
  'connect.no-json': 'JSON ではありません',
  'connect.make': 'ソースを作成',
  'connect.paste': 'ベンダー側での設定',
  'connect.secret': 'シークレット',
  'connect.arrivals': '受信状況',
  'connect.waits': 'まだ受信していません。送信されるとすぐここに表示されます',
  'connect.done': 'ソースへ',
  'trial.title': 'サンプルを送信',
  'trial.lead':
    'ベンダーと同じ経路で、このソースのシークレットで署名して送ります。保存も通知もされません。',
  'trial.body': '任意のペイロード（省略時はベンダーのサンプル）',
  'trial.send': 'サンプルを送信する',
  'trial.believed': '受け入れられます',
  'trial.not-believed': '拒否されます',
  'trial.reason': 'シグナルにならない理由',
  'trial.skipped': 'シグナルにならないもの',
  'trial.answer': 'ベンダーへの応答',
  'refusals.title': '最近の拒否',
  'refusals.empty': '拒否はありません',
  'refusals.empty.text':
    'シークレットの誤り、未知の鍵、形式の不一致などが、送信元には知らせない理由とともにここに表示されます。',
  'refusals.last': '最終',
  'refusals.code': '応答',
  'refusals.count': '回数',
  'refusals.why': '理由',
  'source.edit.title': '{id} を変更',
  'source.edit.settings':
    'JSON で、現在の設定を置き換えます。ソースの種類に合っている必要があります',
  'source.edit.may-link': 'このソースが責任を持つ名前について、誰のものかという情報を採用します',
  'source.edit.speaks-for': '責任を持つ名前',
  'source.edit.speaks-for.hint':
    'ドメイン、発行者、または phone_number などの形式を 1 行ずつ。* はすべて',
  'source.edit.lines': 'ネットワークを 1 行ずつ。空欄 = 制限なし',
  'source.edit.rate': '毎秒のリクエスト数',
  'source.edit.rate.hint': '空欄 = ハブの上限まで',
  'source.edit.rate.fault': '1 から 9,999,999 の整数',
  'source.rotate': 'シークレットを更新',
  'source.rotate.title': '{id} の新しいシークレット',
  'source.rotate.text':
    '現在のシークレットは 1 日間有効なままなので、ベンダー側を変更する間も拒否されません。',
  'source.rotate.vendor': 'ベンダーが発行する場合は、新しいシークレット',
  'source.rotate.until': '以前のシークレットの有効期限',
} as const satisfies Record<keyof typeof en, string>
