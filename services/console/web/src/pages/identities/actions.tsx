import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { typedSubject } from '../../parts/subject.tsx'
import { useWords } from '../../words/index.tsx'
import type { Detail } from './identity.ts'
import { MergeDialog } from './merge.tsx'
import { SplitDialog } from './split.tsx'

/** What one does: end their access, say that another is them too, or that some names are somebody else's. */
export function IdentityActions({ detail }: { detail: Detail }) {
  const { t } = useWords()
  const [asked, setAsked] = useState<'merge' | 'split'>()
  const [name] = detail.identifiers
  const close = () => setAsked(undefined)
  if (detail.principal.mergedInto !== undefined) return null
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsked('merge')}>
        {t('identity.merge')}
      </Button>
      {detail.identifiers.length > 1 && (
        <Button size="xs" variant="default" onClick={() => setAsked('split')}>
          {t('identity.split')}
        </Button>
      )}
      {name && (
        <Button
          size="xs"
          color="red.9"
          renderRoot={(props) => (
            <Link to="/revoke" search={{ whom: typedSubject(name.subject) }} {...props} />
          )}
        >
          {t('incident.revoke')}
        </Button>
      )}
      {asked === 'merge' && <MergeDialog detail={detail} close={close} />}
      {asked === 'split' && <SplitDialog detail={detail} close={close} />}
    </>
  )
}
