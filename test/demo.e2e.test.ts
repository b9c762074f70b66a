import { expect, test } from 'vitest'
import { startProcess } from './support/process.ts'

test('npm run demo plays the Drift story: every app gets exactly what it should, and the table says when', async () => {
  await using demo = startProcess({}, { script: 'services/demo/main.ts' })
  expect({ ...(await demo.ended), output: demo.output() }).toMatchObject({ code: 0 })
  const output = demo.output()
  expect(output).toMatch(/^session-revoked for jane@acme\.example +Mail +\d+$/m)
  expect(output).toMatch(/tokens-revoked for jane@acme\.example: Helpdesk \(not-requested\)/)
  expect(output).toMatch(/^session-revoked for user 4711, tenant 42 +Helpdesk +\d+$/m)
  expect(output.match(/^(session|token|account|credential)[\w-]+ for .* \d+$/gm)).toHaveLength(22)
  expect(output).not.toContain('\u001b')
})
