import { expect, test } from 'vitest'
import { pageOf } from './sign-in.routes.ts'

const home = 'https://hub.example/console'

test.each([
  ['/console/streams?status=paused#x', 'https://hub.example/console/streams?status=paused#x'],
  ['https://hub.example/console/keys', 'https://hub.example/console/keys'],
  ['', home],
  ['/', home],
  ['/consoles', home],
  ['https://evil.example/console', home],
  ['//evil.example/console', home],
  ['/\\evil.example/console', home],
  ['/console/../admin/keys', home],
  ['javascript:alert(1)', home],
  ['https://hub.example.evil/console', home],
  ['https://hub.example@evil/console', home],
  ['http://', home],
])('after signing in, %s is %s', (to, page) => {
  expect(pageOf(to, home)).toBe(page)
})
