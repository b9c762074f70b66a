import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Request, Response, Router } from 'express'
import type { Config } from '../kernel/config.ts'
import { consoleUrl } from '../kernel/console-config.ts'
import type { Logger } from '../kernel/log.ts'
import { notFound, sendProblem } from '../kernel/http/problem.ts'

/** Where the set-up puts the built pages (services/console/web/vite.config.ts). */
export const BUILT = join(import.meta.dirname, 'web', 'dist')

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

type Asset = { type: string; plain: Buffer; br?: Buffer; gzip?: Buffer }
type Built = { index: string; assets: ReadonlyMap<string, Asset> }

/**
 * The web console: its built pages, from memory. Assets carry their content's hash in their names, so they are kept for ever;
 * the page around them is made anew each time, with a nonce for the style elements that Mantine adds. `build` is the name of
 * the pages' entry, by which a page that is open knows that there is a newer one.
 */
export function addWebRoutes(
  router: Router,
  { config, log }: { config: Pick<Config, 'console' | 'issuer'>; log: Logger },
): { build(): Promise<string> } {
  const built = load().catch((error: unknown) => {
    log.error({ err: error }, 'the console is not built: run `npm start`, which does')
    return undefined
  })
  const isHttps = consoleUrl(config.console, config.issuer).startsWith('https:')
  router.get('/console/assets/:name', async (request, response, next) => {
    const asset = (await built)?.assets.get(request.params.name)
    if (asset) sendAsset(request, response, asset)
    else void notFound(request, response, next)
  })
  router.get(/^\/console(\/.*)?$/, async (_request, response) => {
    const page = await built
    if (page) sendPage(response, page, isHttps)
    else sendProblem(response, 'unavailable', 'The console is not built')
  })
  router.get('/', (_request, response) => {
    response.redirect('/console')
  })
  return { build: async () => /\/([^/"]+\.js)"/.exec((await built)?.index ?? '')?.[1] ?? '' }
}

async function load(): Promise<Built> {
  const folder = join(BUILT, 'assets')
  const names = (await readdir(folder)).filter((name) => extname(name) in TYPES)
  const read = (name: string) => readFile(join(folder, name))
  const assets = names.map(async (name): Promise<[string, Asset]> => {
    const [plain, br, gzip] = await Promise.all([
      read(name),
      read(`${name}.br`),
      read(`${name}.gz`),
    ])
    return [name, { type: TYPES[extname(name)] ?? '', plain, br, gzip }]
  })
  return {
    index: await readFile(join(BUILT, 'index.html'), 'utf8'),
    assets: new Map(await Promise.all(assets)),
  }
}

function sendAsset(request: Request, response: Response, { type, ...as }: Asset): void {
  const encoding = request.acceptsEncodings('br', 'gzip')
  const packed = encoding === 'br' || encoding === 'gzip' ? as[encoding] : undefined
  response.set({
    'Content-Type': type,
    'Cache-Control': 'public, max-age=31536000, immutable',
    Vary: 'Accept-Encoding',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(packed && { 'Content-Encoding': String(encoding) }),
  })
  response.send(packed ?? as.plain)
}

function sendPage(response: Response, { index }: Built, isHttps: boolean): void {
  const nonce = randomBytes(16).toString('base64')
  response.set({
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': policy(nonce, isHttps),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'X-Frame-Options': 'DENY',
  })
  response.send(index.replace('__NONCE__', nonce))
}

/** Nothing but our own files; no inline script at all, and no HTML from strings (src/trusted-types.ts). */
const policy = (nonce: string, isHttps: boolean): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
    ...(isHttps ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
