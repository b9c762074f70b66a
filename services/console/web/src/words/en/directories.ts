export const directories = {
  'directories.lead': 'Identity providers that tell the hub, by SCIM, who their people are.',
  'directories.new': 'Connect a directory',
  'directories.make': 'Make the directory',
  'directories.empty': 'No directory yet',
  'directories.empty.text':
    'Okta, Entra ID or any SCIM client keeps the names of your people current by itself.',
  'directories.id': 'Directory',
  'directories.id.hint': 'Lower-case letters, digits and hyphens',
  'directories.issuer': 'Issuer',
  'directories.issuer.hint': 'The iss in that provider’s signals; without it users have no iss_sub',
  'directories.subject': 'Subject',
  'directories.subject.hint': 'Which attribute of a user is the sub in those signals',
  'directories.speaks-for': 'Speaks for',
  'directories.speaks-for.hint':
    'E-mail domains, issuers or phone_number, one a line; * is every name. With two directories, give each its own.',
  'directories.users': 'Users',
  'directories.contact': 'Last contact',
  'directories.never': 'never',
  'directories.refusal': 'Last refusal',
  'directories.token.made': 'The token of the directory',
  'directories.url': 'Base URL',
  'directories.okta':
    'Okta: an app integration with SCIM, unique identifier userName, authentication HTTP header.',
  'directories.entra':
    'Entra ID: an enterprise application, provisioning automatic; the base URL is the tenant URL, the token the secret token. Map objectId to externalId.',
  'directory.about': 'About',
  'directory.connect': 'At the identity provider',
  'directory.remove': 'Remove',
  'directory.remove.title': 'Remove {id}?',
  'directory.remove.text':
    'Its tokens end and its {users} SCIM users are forgotten. What it taught of people stays.',
  'directory.tokens': 'Tokens',
  'directory.tokens.empty': 'It has no token: nobody can speak for it',
  'directory.token.new': 'New token',
  'directory.token.text':
    'The others stay valid: give the new one to the identity provider, then end the old one.',
  'directory.token.end': 'End',
  'directory.token.end.text': 'Who uses this token is refused at once.',
} as const
