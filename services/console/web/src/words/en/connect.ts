export const connect = {
  'connect.title': 'Connect a source',
  'connect.lead':
    'Choose who tells you. Each comes with the steps to take there, and a sample that shows that it works.',
  'connect.lead.vendor': 'What the hub must know; then what is pasted where; then a sample.',
  'connect.search': 'Vendor or product',
  'connect.none': 'No vendor is called so',
  'connect.none.text':
    'Anything that sends signed JSON can be a source: take the generic one and say what its payload means.',
  'connect.know': 'What the hub must know',
  'connect.id': 'Id of the source',
  'connect.id.hint':
    'Lower-case letters, digits and hyphens: it stands in its address and in every signal',
  'connect.vendor-secret': 'The vendor’s secret',
  'connect.vendor-secret.hint':
    'The vendor makes it: copy it from there. It is sealed, and never shown again',
  'connect.no-json': 'This is no JSON',
  'connect.make': 'Make the source',
  'connect.paste': 'What to do at the vendor',
  'connect.secret': 'Its secret',
  'connect.arrivals': 'What comes in',
  'connect.waits': 'Nothing yet: it stands here as soon as it is sent',
  'connect.done': 'To the source',
  'trial.title': 'Send a sample',
  'trial.lead':
    'Through the door as the vendor would send it, signed with the source’s secret. Nothing is stored, nobody is told.',
  'trial.body': 'A payload of your own; without one, the vendor’s sample',
  'trial.send': 'Send the sample',
  'trial.believed': 'It would be believed',
  'trial.not-believed': 'It would be refused',
  'trial.reason': 'Why nothing comes of it',
  'trial.skipped': 'No signal is made of',
  'trial.answer': 'The vendor is answered',
  'refusals.title': 'Refused in the last days',
  'refusals.empty': 'Nothing was refused',
  'refusals.empty.text':
    'A wrong secret, an unknown key, a payload that does not fit: it stands here, with the reason that the sender is not told.',
  'refusals.last': 'Last',
  'refusals.code': 'Answered',
  'refusals.count': 'Times',
  'refusals.why': 'Why',
  'source.edit.title': 'Change {id}',
  'source.edit.settings': 'JSON, in place of what there is; they must fit the kind of source',
  'source.edit.may-link':
    'What it says about who bears a name counts, where it speaks for that name',
  'source.edit.speaks-for': 'It speaks for',
  'source.edit.speaks-for.hint':
    'Domains, issuers, or formats such as phone_number, a line each; * for every name',
  'source.edit.lines': 'Networks, a line each; nothing = anywhere',
  'source.edit.rate': 'Requests a second',
  'source.edit.rate.hint': 'Nothing = as many as the hub takes',
  'source.edit.rate.fault': 'A whole number from 1 to 9,999,999',
  'source.rotate': 'New secret',
  'source.rotate.title': 'A new secret for {id}',
  'source.rotate.text':
    'The one that it has now stays valid for a day, so that nothing is refused while you change it at the vendor.',
  'source.rotate.vendor': 'The vendor’s new secret, where the vendor makes it',
  'source.rotate.until': 'The one before is valid until',
} as const
