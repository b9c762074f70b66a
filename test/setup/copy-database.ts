import { randomUUID } from 'node:crypto'
import pg from 'pg'

export type TestDatabase = AsyncDisposable & { url: string }

/** A copy of the template. */
export async function copyDatabase(templateUrl: string): Promise<TestDatabase> {
  const template = new URL(templateUrl)
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await run(template, `create database ${name} template ${template.pathname.slice(1)}`)
  const drop = (): Promise<void> => run(template, `drop database if exists ${name} with (force)`)
  return { url: withDatabase(template, name), [Symbol.asyncDispose]: drop }
}

/** By way of another database: nobody may be connected to one that is copied or dropped. */
async function run(template: URL, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(template, 'postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

function withDatabase(template: URL, name: string): string {
  const url = new URL(template)
  url.pathname = `/${name}`
  return url.href
}
