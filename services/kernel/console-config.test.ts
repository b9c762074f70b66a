import { describe, expect, test } from 'vitest'
import { loadConfig } from './config.ts'
import { consoleUrl } from './console-config.ts'

const OIDC = {
  OIDC_ISSUER: 'https://idp.example.com',
  OIDC_CLIENT_ID: 'hub',
  OIDC_ROLES: 'soc=responder',
}
const rolesOf = (OIDC_ROLES: string) => loadConfig({ ...OIDC, OIDC_ROLES }).console.oidc?.roles

describe('what groups may do', () => {
  test('is told in pairs, or as JSON where names have commas', () => {
    expect(rolesOf('soc=responder, leads = approver,')).toEqual({
      soc: 'responder',
      leads: 'approver',
    })
    expect(rolesOf('cn=soc=viewer')).toEqual({ 'cn=soc': 'viewer' })
    expect(rolesOf('{"CN=SOC,OU=X":"admin"}')).toEqual({ 'CN=SOC,OU=X': 'admin' })
  })
  test.each(['soc', 'soc=root', '=viewer', '{"soc":1}', '{'])('is not %s', (text) => {
    expect(() => rolesOf(text)).toThrow('OIDC_ROLES')
  })
})

test('the variables of the identity provider go together', () => {
  for (const missing of Object.keys(OIDC))
    expect(() => loadConfig({ ...OIDC, [missing]: '' }), missing).toThrow('go together')
  expect(loadConfig({}).console).toEqual({
    url: undefined,
    idleMs: 3_600_000,
    sessionMs: 43_200_000,
    secondPersonFrom: 100,
    breakGlassRole: 'approver',
    oidc: undefined,
  })
})

test('the console is at the issuer’s host, where nothing else is said', () => {
  expect(consoleUrl({ url: undefined }, 'https://hub.example.com/tenant')).toBe(
    'https://hub.example.com/console',
  )
  const { console } = loadConfig({ CONSOLE_URL: 'https://soc.example.com/console/' })
  expect(consoleUrl(console, 'https://hub.example.com')).toBe('https://soc.example.com/console')
  expect(() => loadConfig({ CONSOLE_URL: 'https://soc.example.com/elsewhere' })).toThrow(
    'CONSOLE_URL',
  )
})

test('a second person and break-glass can be left out', () => {
  expect(
    loadConfig({ SECOND_PERSON_FROM_PEOPLE: '0', BREAK_GLASS_ROLE: 'nobody' }).console,
  ).toMatchObject({ secondPersonFrom: undefined, breakGlassRole: undefined })
})
