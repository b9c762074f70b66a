import { z } from 'zod'
import type { Case } from './case.ts'
import { JSON_TYPE } from './case.ts'
import type { Vector } from './files.ts'
import type { StandIns } from './stand-ins.ts'

const GraphVector = z.object({
  private_key_pem: z.string(),
  encryptedContent: z.looseObject({ encryptionCertificateId: z.string().default('published') }),
})

/** The application that Graph sends change notifications as. */
const GRAPH_APP = '0bf30f3b-4a52-48df-9a82-234910c4a086'
const DIRECTORY = '84bd8158-6d4d-4958-8b9f-9d6445542f95'
const APP = '11111111-2222-4333-8444-555555555555'

/** Published resource data, in a notification that a stand-in for Microsoft vouches for: it is opened, or refused. */
export async function graphCase(
  vector: Vector,
  { sign, jwksUri }: StandIns,
): Promise<Omit<Case, 'name'>> {
  const { private_key_pem: key, encryptedContent } = GraphVector.parse(vector)
  const claims = {
    iss: `https://sts.windows.net/${DIRECTORY}/`,
    aud: APP,
    appid: GRAPH_APP,
    exp: 4_102_444_800,
  }
  const notification = {
    subscriptionId: 'published',
    tenantId: DIRECTORY,
    clientState: 'client-state',
    changeType: 'updated',
    resource: 'teams/published',
    encryptedContent,
  }
  const body = { value: [notification], validationTokens: [await sign(claims, 'JWT')] }
  const id = encryptedContent.encryptionCertificateId
  return {
    source: {
      kind: 'microsoft-graph',
      secrets: ['client-state'],
      settings: { directories: [DIRECTORY], appId: APP, jwksUri },
      credentials: { decryptionKeys: [{ id, key }] },
    },
    request: { headers: JSON_TYPE, body: Buffer.from(JSON.stringify(body)) },
    stated: { kind: 'believed', status: 204 }, // a chat message ends nobody's access
  }
}
