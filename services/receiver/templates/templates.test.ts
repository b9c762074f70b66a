import { expect, test } from 'vitest'
import { SourceKind } from '../../../schemas/vendor-sources.ts'
import { TEMPLATES, templateOf } from './index.ts'

test.each(SourceKind.exclude(['ssf']).options)('%s has one template', (kind) => {
  expect(TEMPLATES.filter((template) => template.kind === kind)).toHaveLength(1)
})

test.each(TEMPLATES.map(({ kind }) => kind))(
  'the steps of %s name its secret where the hub makes it',
  (kind) => {
    const { steps, secretFrom, sample } = templateOf(kind) ?? { steps: [] }
    const text = JSON.stringify([steps, sample?.(new Date(0))])
    expect(text.includes('{secret}')).toBe(secretFrom === 'hub')
  },
)
