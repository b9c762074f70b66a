import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import type { CertificateSubject } from '../../schemas/oauth.ts'
import { isAbout } from './certificate-subject.ts'

// openssl req -x509 with C=DE, O=Foo, Bar, OU=x+y, CN=a=b;c, emailAddress, DC and the alternative names below
const CERTIFICATE = new X509Certificate(`-----BEGIN CERTIFICATE-----
MIICRTCCAeqgAwIBAgIUHWFpq2adTXizuCxCmWBg68WqdBgwCgYIKoZIzj0EAwIw
bTELMAkGA1UEBhMCREUxETAPBgNVBAoMCEZvbywgQmFyMQwwCgYDVQQLDAN4K3kx
DjAMBgNVBAMMBWE9YjtjMRQwEgYJKoZIhvcNAQkBFgVhQGIuYzEXMBUGCgmSJomT
8ixkARkWB2V4YW1wbGUwHhcNMjYxMTI0MTAxNDE0WhcNMjYxMjI0MTAxNDE0WjBt
MQswCQYDVQQGEwJERTERMA8GA1UECgwIRm9vLCBCYXIxDDAKBgNVBAsMA3greTEO
MAwGA1UEAwwFYT1iO2MxFDASBgkqhkiG9w0BCQEWBWFAYi5jMRcwFQYKCZImiZPy
LGQBGRYHZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMs745uXmo6C
F4lhQPxfbaNA69/lEWyHFiFt3i6eRs3GXFPOO4+T840i53veL1QqWBarTvZrknqV
d72CjYuHNZajaDBmMEUGA1UdEQQ+MDyCCyoueC5leGFtcGxlhg5zcGlmZmU6Ly9h
L2IsY4cEAQIDBIcQ/oAAAAAAAAAAAAAAAAAAAYEFYUBiLmMwHQYDVR0OBBYEFGSW
aiRgCCi3Pbxf3NtI/z1+8dB8MAoGCCqGSM49BAMCA0kAMEYCIQDnf3RSMmdsS9uf
1k5wuxoQXbrEahGADbZPHAE+uu7nAwIhAI5nVJbc18MvtqFuh5mr/yky5AKxi3Bj
8mVSTGaPOulu
-----END CERTIFICATE-----`)

const about = (name: CertificateSubject['name'], value: string) =>
  isAbout(CERTIFICATE, { name, value })

test.each([
  'DC=example,emailAddress=a@b.c,CN=a=b\\;c,OU=x\\+y,O=Foo\\, Bar,C=DE',
  'dc=example, EMAILADDRESS=a@b.c , cn=a=b\\;c, ou=x\\+y, o=Foo\\, Bar, c=DE',
])('the subject as RFC 4514 writes it, the most particular first: %s', (value) => {
  expect(about('tls_client_auth_subject_dn', value)).toBe(true)
})

test.each([
  'C=DE,O=Foo\\, Bar,OU=x\\+y,CN=a=b\\;c,emailAddress=a@b.c,DC=example',
  'DC=example,emailAddress=a@b.c,CN=a=b\\;c,OU=x\\+y,O=Foo\\, Bar',
  'DC=example,emailAddress=a@b.c,CN=a=b\\;c,OU=x\\+y,O=foo\\, Bar,C=DE',
  'CN=a=b\\;c',
  ',',
  '=',
])('nobody else’s, and no part of it: %s', (value) => {
  expect(about('tls_client_auth_subject_dn', value)).toBe(false)
})

test('each alternative name as a whole; a wildcard is a name, no pattern', () => {
  expect(about('tls_client_auth_san_dns', '*.X.example')).toBe(true)
  expect(about('tls_client_auth_san_dns', 'a.x.example')).toBe(false)
  expect(about('tls_client_auth_san_uri', 'spiffe://a/b,c')).toBe(true)
  expect(about('tls_client_auth_san_uri', 'spiffe://a/b')).toBe(false)
  expect(about('tls_client_auth_san_ip', 'fe80:0::1')).toBe(true)
  expect(about('tls_client_auth_san_ip', '1.2.3.5')).toBe(false)
  expect(about('tls_client_auth_san_email', 'a@b.c')).toBe(true)
  expect(about('tls_client_auth_san_email', 'b@b.c')).toBe(false)
})
