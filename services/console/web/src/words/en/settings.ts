export const settings = {
  'settings.lead': 'How this hub is set up. Most of it is the environment’s: see .env.example.',
  'settings.hub': 'This hub',
  'settings.issuer': 'Issuer',
  'settings.metadata': 'Metadata',
  'settings.idp': 'Operators sign in at',
  'settings.mode': 'Mode',
  'settings.local': 'Local: embedded defaults, a sample app is subscribed',
  'settings.production': 'For real use',
} as const
