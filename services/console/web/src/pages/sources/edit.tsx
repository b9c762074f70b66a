import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import type { components } from '../../../../../../schemas/generated/types.d.ts'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useStale } from '../../api/use-stale.ts'
import { Dialog, DialogActions } from '../../parts/dialog.tsx'
import { Meanwhile } from '../../parts/meanwhile.tsx'
import { useSay } from '../../parts/toasts.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { submitting, useAct } from '../../parts/use-act.ts'
import { useEdit, type Edit } from '../../parts/use-edit.ts'
import { useWords } from '../../words/index.tsx'
import { draftOf, faultsOf, toBody, type SourceDraft } from './edit-draft.ts'

type Source = components['schemas']['Source']
/** `again` asks for the source anew. */
type Props = { source: Source; close: () => void; again: () => Promise<Source | undefined> }

const TRUSTS = ['proof', 'trusted', 'hint'] as const

/** What of a source can change; the rest is made anew. */
export function EditSource({ source, close, again }: Props) {
  const { t } = useWords()
  const edit = useEdit(draftOf(source), async () => {
    const found = await again()
    return found && draftOf(found)
  })
  const { draft, change } = edit
  const { act, isBusy, error } = useSave(source, edit, close)
  const faults = faultsOf(draft)
  return (
    <Dialog title={t('source.edit.title', { id: source.id })} isOpen isWide close={close}>
      <form className="stack" onSubmit={submitting(act)}>
        <NativeSelect
          label={t('sources.trust')}
          description={t(`trust.${draft.trust}.what`)}
          value={draft.trust}
          onChange={({ currentTarget: { value } }) =>
            change({ trust: TRUSTS.find((one) => one === value) ?? draft.trust })
          }
          data={TRUSTS.map((value) => ({ value, label: t(`trust.${value}`) }))}
        />
        <Linking draft={draft} change={change} />
        <Limits draft={draft} change={change} isRateFaulty={faults.has('rate')} />
        <Textarea
          label={t('source.settings')}
          description={t('source.edit.settings')}
          autosize
          minRows={3}
          maxRows={16}
          spellCheck={false}
          maxLength={65_536}
          value={draft.settings}
          error={faults.has('settings') && t('connect.no-json')}
          onChange={(event) => change({ settings: event.currentTarget.value })}
        />
        <Meanwhile {...edit.meanwhile} />
        <Trouble error={error} />
        <DialogActions>
          <Button variant="default" onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button
            type="submit"
            loading={isBusy}
            disabled={faults.size > 0 || edit.meanwhile.isChanged}
          >
            {t('action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

type PartProps = { draft: SourceDraft; change: (changes: Partial<SourceDraft>) => void }

function Linking({ draft, change }: PartProps) {
  const { t } = useWords()
  return (
    <>
      <Checkbox
        label={t('source.may-link')}
        description={t('source.edit.may-link')}
        checked={draft.mayLink}
        onChange={(event) => change({ mayLink: event.currentTarget.checked })}
      />
      {draft.mayLink && (
        <Textarea
          label={t('source.edit.speaks-for')}
          description={t('source.edit.speaks-for.hint')}
          autosize
          minRows={1}
          spellCheck={false}
          value={draft.speaksFor}
          onChange={(event) => change({ speaksFor: event.currentTarget.value })}
        />
      )}
    </>
  )
}

function Limits({ draft, change, isRateFaulty }: PartProps & { isRateFaulty: boolean }) {
  const { t } = useWords()
  return (
    <>
      <Textarea
        label={t('subscriber.ranges')}
        description={t('source.edit.lines')}
        autosize
        minRows={1}
        spellCheck={false}
        placeholder="203.0.113.0/24"
        value={draft.ipRanges}
        onChange={(event) => change({ ipRanges: event.currentTarget.value })}
      />
      <TextInput
        label={t('source.edit.rate')}
        description={t('source.edit.rate.hint')}
        inputMode="numeric"
        value={draft.rate}
        error={isRateFaulty && t('source.edit.rate.fault')}
        onChange={(event) => change({ rate: event.currentTarget.value })}
      />
    </>
  )
}

function useSave({ id }: Source, { changes, isCurrent }: Edit<SourceDraft>, done: () => void) {
  const { t } = useWords()
  const say = useSay()
  const stale = useStale()
  return useAct(async () => {
    if (!(await isCurrent())) return
    const params = { path: { id } }
    await got(api.PATCH('/admin/sources/{id}', { params, body: toBody(changes) }))
    say(t('action.saved'))
    done()
    await stale('/admin/sources')
  })
}
