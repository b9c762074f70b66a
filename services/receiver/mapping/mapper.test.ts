import { afterAll, describe, expect, test } from 'vitest'
import { createMapper } from './mapper.ts'

const mapper = createMapper()
afterAll(() => mapper.close())

const run = (jsonata: string, payload: unknown = { user: 'ann' }) =>
  mapper.map({ jsonata }, { payload, variables: { source: 'crm' } })

describe('a mapping', () => {
  test('makes a value of the payload and of what is given to it', async () => {
    expect(await run('{"type": "session-revoked", "id": user, "from": $source}')).toEqual({
      ok: true,
      value: { type: 'session-revoked', id: 'ann', from: 'crm' },
    })
  })

  test('may find nothing', async () => {
    expect(await run('nobody.here')).toEqual({ ok: true, value: undefined })
  })

  test('that is no expression is told where it breaks', async () => {
    expect(await run('{"type": ')).toMatchObject({
      ok: false,
      reason: expect.stringContaining('(S0'),
    })
  })

  test('has the payload as it came, whatever its members are called', async () => {
    const payload: unknown = JSON.parse('{"__proto__":{"admin":true},"constructor":1,"toString":2}')
    expect(await run('[constructor, toString, admin]', payload)).toEqual({
      ok: true,
      value: [1, 2],
    })
  })
})

describe('a hostile expression', () => {
  test.each([
    ['runs for ever', '($f := function($x) { $f($x + 1) }; $f(1))'],
    ['recurses without end', '($f := function($x) { 1 + $f($x + 1) }; $f(1))'],
    ['makes endless lists', '[1..9999].([1..9999])'],
    ['makes a text too large', '$pad("a", 1000000)'],
    [
      'eats memory',
      '$reduce([1..9999], function($all, $i) { $append($all, $pad("a", 9999999)) }, [])',
    ],
    ['backtracks for ever', '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /(a+)+$/)'],
  ])(
    'that %s is stopped, and the next one runs',
    async (_, expression) => {
      expect(await run(expression)).toMatchObject({ ok: false })
      expect(await run('user')).toEqual({ ok: true, value: 'ann' })
    },
    60_000,
  )

  test('that had to be stopped is not tried again at once', async () => {
    const expression = '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /(a+)+$/)'
    await run(expression)
    expect(await run(expression)).toEqual({
      ok: false,
      reason: 'it had to be stopped a moment ago',
    })
  }, 60_000)

  test.each([
    ['the process', 'process'],
    ['its environment', '$env'],
    ['a constructor', '$$.constructor.constructor("return process")()'],
    ['a prototype', '({}).__proto__'],
    ['a function’s prototype', '$string.__proto__.constructor'],
    ['a module', '$require("node:fs")'],
  ])('does not reach %s', async (_, expression) => {
    const result = await run(expression)
    expect(result.ok ? result.value : undefined).toBeUndefined()
  })

  test('leaves nothing behind for the next one', async () => {
    await run('$merge([{"__proto__": {"polluted": 1}}]) ~> |$|{"__proto__": {"polluted": 1}}|')
    expect(await run('polluted')).toEqual({ ok: true, value: undefined })
  })
})

test('a hostile payload only costs itself', async () => {
  const wide = Array.from({ length: 9_000 }, (_, n) => ({ n, user: { name: 'x'.repeat(20) } }))
  await run('**[**[**.name = "y"]]', wide)
  expect(await run('user')).toEqual({ ok: true, value: 'ann' })
}, 60_000)
