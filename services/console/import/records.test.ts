import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_LINE_CHARS, decoded, linesOf } from './lines.ts'
import { csvRecords, fieldsOf, jsonRecords, type Read } from './records.ts'

/** A body in parts of `size` bytes. */
async function* inParts(text: string | Buffer, size: number) {
  const bytes = Buffer.from(text)
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

async function all(records: AsyncIterable<Read>): Promise<Read[]> {
  const read: Read[] = []
  for await (const one of records) read.push(one)
  return read
}
const csv = (text: string | Buffer, size = 7) =>
  all(csvRecords(linesOf(decoded(inParts(text, size)), { quotes: true })))
const jsonl = (text: string | Buffer, size = 7) =>
  all(jsonRecords(linesOf(decoded(inParts(text, size)), { quotes: false })))

describe('CSV', () => {
  test('a row is a principal: iss and sub together, empty fields not at all', async () => {
    const text =
      'displayName,iss,sub,email\r\n"Öz, Ümit",https://idp.example,u1,u1@corp.example\r\nBo,,,bo@corp.example\r\n'
    for (const size of [1, 3, 1_000])
      expect(await csv(text, size)).toEqual([
        {
          line: 2,
          record: {
            kind: 'user',
            displayName: 'Öz, Ümit',
            identifiers: [
              { format: 'iss_sub', iss: 'https://idp.example', sub: 'u1' },
              { format: 'email', email: 'u1@corp.example' },
            ],
          },
        },
        {
          line: 3,
          record: {
            kind: 'user',
            displayName: 'Bo',
            identifiers: [{ format: 'email', email: 'bo@corp.example' }],
          },
        },
      ])
  })

  test('a line end inside quotes is none; the lines after it keep their numbers', async () => {
    const read = await csv('email,displayName\na@b.example,"A\nB"\nwrong\n')
    expect(read).toMatchObject([
      { line: 2, record: { displayName: 'A\nB' } },
      { line: 4, fault: 'has 1 fields, not 2' },
    ])
  })

  test('what the first line does not name right is refused as a whole', async () => {
    for (const header of ['e-mail', 'email,email', '"email'])
      await expect(csv(`${header}\na@b.example\n`)).rejects.toThrow('The first line names columns')
  })

  test('quotation marks that do not fit are told with their line, and only that line is left out', async () => {
    const lines = ['a"b"@x.example,A', '"a@x.example" x,B', '"c@x.example",C', '"d@x.example,D']
    expect(await csv(`email,displayName\n${lines.join('\n')}`)).toMatchObject([
      { line: 2, fault: expect.stringContaining('within a field') },
      { line: 3, fault: 'something follows a closing quotation mark' },
      { line: 4, record: { displayName: 'C' } },
      { line: 5, fault: 'a quotation mark is not closed' },
    ])
  })

  test('any text is read or refused, line by line', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const read = await csv(`email,displayName\n${text}`, size)
        for (const one of read) expect(one.line).toBeGreaterThan(1)
      }),
    )
  })

  test('fields are read as they were written, whatever is in them', () => {
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 8 }), (fields) => {
        expect(fieldsOf(fields.map(quoted).join(','))).toEqual(fields.map((one) => one.trim()))
      }),
    )
  })
})

describe('JSON Lines', () => {
  const good = '{"identifiers":[{"format":"email","email":"a@b.example"}]}'

  test('wrong lines are told with their number, the others are read', async () => {
    const lines = [
      good,
      '{',
      '',
      '{"identifiers":[]}',
      '{"identifiers":[{"format":"email","email":"x"}]}',
      good,
    ]
    const read = await jsonl(lines.join('\n'))
    expect(read.map(({ line }) => line)).toEqual([1, 2, 4, 5, 6])
    expect(read.filter((one) => 'fault' in one)).toHaveLength(3)
  })

  test('a line without end, or no UTF-8, is one wrong line', async () => {
    const long = `{"displayName":"${'x'.repeat(MAX_LINE_CHARS)}"`
    expect(await jsonl(`${long}\n${good}`, 1_000)).toMatchObject([
      { line: 1, fault: `longer than ${String(MAX_LINE_CHARS)} characters` },
      { line: 2, record: {} },
    ])
    const broken = Buffer.from(good.replace('a@b', '\u0001@b'))
    broken[broken.indexOf(1)] = 0xff
    expect(await jsonl(broken)).toMatchObject([{ line: 1, fault: 'no UTF-8' }])
  })
})
