import { execFileSync } from 'node:child_process'
import { randomUUID, X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exportJWK } from 'jose'
import { Agent, fetch as undiciFetch } from 'undici'
import type { Certificate } from './receiver.ts'

export type Issued = Certificate & { certFile: string; keyFile: string }
/** A certificate of nobody but its owner. */
export function selfSigned(folder: string, subject = '/CN=itself'): Issued {
  const at = join(folder, randomUUID())
  const files = { keyFile: `${at}.key`, certFile: `${at}.crt` }
  openssl('req', '-x509', ...EC, '-subj', subject, '-keyout', files.keyFile, '-out', files.certFile)
  return {
    ...files,
    key: readFileSync(files.keyFile, 'utf8'),
    cert: readFileSync(files.certFile, 'utf8'),
  }
}

export type Authority = {
  /** Its own certificate, to be trusted. */
  cert: string
  certFile: string
  /** A certificate for this name (as in subjectAltName: `DNS:localhost`), valid or long expired. */
  issue(name: string, state?: 'valid' | 'expired'): Issued
}

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' })

/** A private certificate authority whose files are in this folder. */
export function createAuthority(folder: string): Authority {
  const place = () => join(folder, randomUUID())
  const home = place()
  const [certFile, keyFile, config] = [`${home}.crt`, `${home}.key`, `${home}.cnf`]
  openssl('req', '-x509', ...EC, '-subj', '/CN=Private CA', '-keyout', keyFile, '-out', certFile)
  writeFileSync(`${home}.index`, '')
  writeFileSync(
    config,
    `[ca]\ndefault_ca=ours\n[ours]\ndatabase=${home}.index\nnew_certs_dir=${folder}\ndefault_md=sha256\n` +
      `policy=policy\nunique_subject=no\nrand_serial=yes\n[policy]\ncommonName=supplied\n`,
  )

  function issue(name: string, state: 'valid' | 'expired' = 'valid'): Issued {
    const at = place()
    const files = { keyFile: `${at}.key`, certFile: `${at}.crt` }
    writeFileSync(`${at}.ext`, `subjectAltName=${name}\n`)
    openssl('req', ...EC, '-subj', '/CN=x', '-keyout', files.keyFile, '-out', `${at}.csr`)
    const end = state === 'valid' ? '20991231000000Z' : '20210101000000Z'
    const signed = ['-config', config, '-cert', certFile, '-keyfile', keyFile, '-notext', '-batch']
    const dates = ['-startdate', '20200101000000Z', '-enddate', end]
    const made = ['-in', `${at}.csr`, '-extfile', `${at}.ext`, '-out', files.certFile]
    openssl('ca', ...signed, ...dates, ...made)
    return {
      ...files,
      key: readFileSync(files.keyFile, 'utf8'),
      cert: readFileSync(files.certFile, 'utf8'),
    }
  }
  return { cert: readFileSync(certFile, 'utf8'), certFile, issue }
}

/** The certificate as a client registers it (RFC 8705 §2.2.2). */
export async function asJwks({ cert }: Issued) {
  const x509 = new X509Certificate(cert)
  return { keys: [{ ...(await exportJWK(x509.publicKey)), x5c: [x509.raw.toString('base64')] }] }
}

/** What a tls_client_auth client registers. */
export const subject = (name: string, value: string) => ({
  authMethod: 'tls_client_auth',
  certificateSubject: { name: `tls_client_auth_${name}`, value },
})

/** `fetch` for a caller who trusts this authority, and shows this certificate. It ends with `open`. */
export function fetchOver(
  open: AsyncDisposableStack,
  { cert: ca }: Authority,
  certificate?: Issued,
): typeof fetch {
  const { key, cert } = certificate ?? {}
  const agent = new Agent({ connect: { ca, key, cert } })
  const dispatcher = open.adopt(agent, () => agent.close())
  const through = (url: string, init: object) => undiciFetch(url, { ...init, dispatcher })
  return through as unknown as typeof fetch // undici's own types of what it implements
}
