import { expect, test } from 'vitest'
import { readFields } from './fields.ts'

const text = { en: '', ja: '' }
const field = (name: string, example: string) => ({ name, example, label: text })

test('a field within the settings lies there, JSON is read, what is empty is left out', () => {
  const fields = [
    field('issuer', 'https://acme.okta.example'),
    field('settings.topics', '["arn:aws:sns:…"]'),
    field('settings.audience', 'us'),
    field('settings.appId', ''),
  ]
  const typed = {
    issuer: ' https://acme.okta.example ',
    'settings.topics': '["a","b"]',
    'settings.audience': 'us',
  }
  expect(readFields(fields, typed)).toEqual({
    members: {
      issuer: 'https://acme.okta.example',
      settings: { topics: ['a', 'b'], audience: 'us' },
    },
    faults: new Set(),
  })
})

test('JSON that is none is a fault of its field, and is not sent', () => {
  const { members, faults } = readFields([field('settings.topics', '[]')], {
    'settings.topics': '[a',
  })
  expect([members, [...faults]]).toEqual([{}, ['settings.topics']])
})
