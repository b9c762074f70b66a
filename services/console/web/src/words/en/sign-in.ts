export const signIn = {
  'sign-in.title': 'Sign in',
  'sign-in.lead': 'Shared signals of your organisation: seen, decided, delivered, proven.',
  'sign-in.idp': 'Continue with {host}',
  'sign-in.or': 'or',
  'sign-in.token': 'Admin token',
  'sign-in.token.hint': 'Printed by the first start, or made under Members',
  'sign-in.with-token': 'Sign in with the token',
  'sign-in.code': 'Signing in …',
  'sign-in.code.failed': 'The link did not work',
  'sign-in.ended.revoked':
    'Your access was ended by a security event about you. Ask your administrator if you did not expect that.',
  'sign-in.ended.idle': 'You were signed out: nothing was done for a while.',
  'sign-in.ended.expired': 'You were signed out: a session lasts only so long.',
  'sign-in.ended.ended': 'An administrator ended your session.',
  'sign-in.ended.token': 'The token that you signed in with is no longer valid.',
  'sign-in.problem.expired':
    'That took too long, or was begun in another browser. Please start again.',
  'sign-in.problem.refused': 'The identity provider did not let you in.',
  'sign-in.problem.no-role':
    'You are known, but none of your groups has a role here. Ask your administrator (OIDC_ROLES).',
  'sign-in.problem.unavailable': 'The identity provider cannot be reached now.',
  'sign-in.kept': 'What you typed is kept in this tab.',
} as const
