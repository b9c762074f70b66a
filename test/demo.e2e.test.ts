import { expect, test } from 'vitest'
import { startProcess } from './support/process.ts'

test('npm run demo plays the Drift story in 30 seconds: every app gets exactly what it should, and the table says when', async () => {
  const from = performance.now()
  await using demo = startProcess({}, { script: 'services/demo/main.ts' })
  expect({ ...(await demo.ended), output: demo.output() }).toMatchObject({ code: 0 })
  expect(performance.now() - from).toBeLessThan(30_000)
  const output = demo.output()
  expect(output).toMatch(/^session-revoked for jane@acme\.example +Mail +\d+$/m)
  expect(output).toMatch(/tokens-revoked for jane@acme\.example: Helpdesk \(not-requested\)/)
  expect(output.match(/^(session|token|account|credential)[\w-]+ for .* \d+$/gm)).toHaveLength(17)
  expect(output).not.toContain('\u001b')
})
