import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

const TESTS = ['**/*.test.ts', '**/*.contract.ts', '**/*.fixture.ts', 'test/**', 'bench/**']
const WEB = 'services/console/web/src'
const OUR_LINES = { skipBlankLines: true, skipComments: true }

const WORDS = [
  { selector: 'TSEnumDeclaration', message: 'Node runs no enums: take a table `as const`.' },
  {
    selector: ':matches(ClassDeclaration, ClassExpression)',
    message: 'HubError is the only class.',
  },
]
const TIME = [
  'NewExpression[callee.name="Date"][arguments.length=0]',
  'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
].map((selector) => ({ selector, message: 'Take the time from a Clock (kernel/clock.ts).' }))
const ENVIRONMENT = {
  selector:
    'MemberExpression[object.name="process"]:matches([property.name="env"], [property.value="env"])',
  message: 'The environment is read once, in kernel/config.ts.',
}
const restricted = (...rules) => ({ 'no-restricted-syntax': ['error', ...rules] })

export default defineConfig(
  globalIgnores([
    'node_modules/',
    '.tools/',
    'data/',
    'deploy/kafka/data/',
    'deploy/kafka/target/',
    'schemas/generated/',
    'services/kernel/store/generated/',
    'services/console/web/dist/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      'max-lines': ['error', { max: 250, ...OUR_LINES }],
      'max-lines-per-function': ['error', { max: 40, ...OUR_LINES }],
      'max-params': ['error', 4],
      'max-depth': ['error', 3],
      complexity: ['error', 10],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: globalsOfNode() },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/require-await': 'off', // a type may promise what one of its kinds has at once
      '@typescript-eslint/unbound-method': 'off', // our objects are closures, none has a `this`
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      ...restricted(...WORDS, ...TIME, ENVIRONMENT),
    },
  },
  {
    files: ['services/**/*.{ts,tsx}', 'schemas/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'kernel/http/outbound.ts is the only way out.' },
      ],
    },
  },
  // The console's pages run in a browser: its doors are src/clock.ts and src/api/client.ts.
  {
    files: [`${WEB}/**/*.{ts,tsx}`],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'api/client.ts asks the hub.' },
        { name: 'EventSource', message: 'api/live.ts listens to the hub.' },
      ],
      '@typescript-eslint/only-throw-error': 'off', // problem details are what api/ throws; routers throw redirects
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    // A component's lines are mostly markup, which reads from the top; its logic is in hooks and pure functions.
    files: [`${WEB}/**/*.tsx`],
    rules: { 'max-lines-per-function': ['error', { max: 80, ...OUR_LINES }] },
  },
  { files: [`${WEB}/clock.ts`], rules: restricted(...WORDS, ENVIRONMENT) },
  { files: [`${WEB}/api/{client,live}.ts`], rules: { 'no-restricted-globals': 'off' } },
  // The doors themselves, and the programs beside the hub.
  { files: ['services/kernel/clock.ts'], rules: restricted(...WORDS, ENVIRONMENT) },
  { files: ['services/kernel/config.ts'], rules: restricted(...WORDS, ...TIME) },
  { files: ['services/kernel/errors.ts'], rules: restricted(...TIME, ENVIRONMENT) },
  {
    files: ['services/{demo,cli}/**', 'schemas/generate.ts'],
    rules: { 'no-console': 'off', 'no-restricted-globals': 'off' },
  },
  {
    files: TESTS,
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off', // expect.any(…) and its like
      'no-console': 'off',
      'no-restricted-globals': 'off',
      ...restricted(...WORDS),
    },
  },
  { files: ['vitest.config.ts', 'prisma.config.ts'], rules: restricted(...WORDS) },
)

/** What Node gives to plain JavaScript; TypeScript files know it from their types. */
function globalsOfNode() {
  const names = ['process', 'console', 'URL', 'Buffer', 'performance', 'AbortSignal', 'setTimeout']
  const more = ['setInterval', 'clearInterval', 'clearTimeout', 'SharedArrayBuffer', 'Atomics']
  return Object.fromEntries([...names, ...more, 'fetch'].map((name) => [name, 'readonly']))
}
