import { BlastRadius, usePreview } from '../revoke/blast-radius.tsx'
import type { Subject } from '../revoke/identify.ts'
import { ENDS, type End } from '../revoke/what.tsx'
import { Who } from '../revoke/who.tsx'

/** What the second person would say yes to, as it is now. */
export function Radius({ request }: { request: unknown }) {
  const { tenantId, subject, kind } = request as Asked // as the hub keeps it
  const ends: readonly End[] = kind === 'both' ? ['sessions', 'tokens'] : [kind].flat()
  const asked = { tenantId, subject, ends: ENDS.filter((end) => ends.includes(end)) }
  const preview = usePreview(asked)
  return (
    <>
      {preview.data && <Who second={preview.data.secondPerson} />}
      <BlastRadius isAsked query={preview} />
    </>
  )
}

type Asked = { tenantId: string; subject: Subject; kind: End | End[] | 'both' }
