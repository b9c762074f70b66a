import type { Case } from './case.ts'
import { openDoor } from './door.ts'
import { readPublished } from './files.ts'
import { payloadCase } from './payload-cases.ts'
import { signatureCase } from './signature-cases.ts'
import { openStandIns, type StandIns } from './stand-ins.ts'

export type Finding = { name: string; fault: string | undefined }

/**
 * Posts every case of the folder's files to a hub on this database, and tells of each what is not as stated. `change`
 * makes other cases of them, or none.
 */
export async function runVectors(
  folder: string,
  place: { databaseUrl: string; folder: string },
  change: (one: Case) => Case | undefined = (one) => one,
): Promise<Finding[]> {
  await using standIns = await openStandIns()
  await using door = await openDoor({ ...place, standIns })
  const findings: Finding[] = []
  for (const { name, one } of await casesOf(folder, standIns)) {
    const changed = one && change({ name, ...one })
    if (changed) findings.push({ name: changed.name, fault: await door.judge(changed) })
    else if (!one) findings.push({ name, fault: 'no source knows how it is signed' })
  }
  const uncounted = new Set(await door.uncounted())
  return findings.map((one) =>
    uncounted.has(one.name) ? { ...one, fault: one.fault ?? 'refused, and not counted' } : one,
  )
}

type Named = { name: string; one: Omit<Case, 'name'> | undefined }

async function casesOf(folder: string, standIns: StandIns): Promise<Named[]> {
  const { signatures, payloads } = await readPublished(folder)
  const cases: Named[] = []
  for (const { file, scheme, vector } of signatures)
    cases.push({
      name: `${file} ${vector.id}`,
      one: await signatureCase(scheme, vector, standIns),
    })
  for (const { file, payload } of payloads)
    cases.push({ name: `${file} ${payload.id}`, one: await payloadCase(payload, standIns) })
  return cases
}
