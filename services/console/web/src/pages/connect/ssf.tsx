import { useState } from 'react'
import { api } from '../../api/client.ts'
import { got } from '../../api/pages.ts'
import { useDraft } from '../../parts/draft.ts'
import { UpstreamPanel } from '../sources/upstream.tsx'
import { Waits } from './arrivals.tsx'
import { ChooseStream } from './choose-stream.tsx'
import { FindTransmitter } from './find-transmitter.tsx'
import { Findings } from './findings.tsx'
import { authorizationOf, type Delivery, type Probe, type Typed } from './transmitter.ts'

const NOTHING: Typed = {
  id: '',
  issuer: '',
  metadataUrl: '',
  method: 'client_secret_basic',
  clientId: '',
}

/** Another transmitter: first it is found and looked at, then a stream is asked for, then its verification is waited for. */
export function ConnectSsf() {
  const { values, change, done } = useDraft('transmitter', NOTHING)
  const [secret, setSecret] = useState('')
  const [probe, setProbe] = useState<Probe>()
  const [made, setMade] = useState<string>()
  if (made !== undefined)
    return (
      <>
        <UpstreamPanel id={made} />
        <Waits id={made} />
      </>
    )
  const where = {
    issuer: values.issuer.trim(),
    ...(values.metadataUrl.trim() === '' ? {} : { metadataUrl: values.metadataUrl.trim() }),
  }
  const authorization = authorizationOf(values, secret)
  // A key of the hub's is made with the source and registered there after that: until then no token can be had.
  const seenWith = authorization.method === 'private_key_jwt' ? {} : { authorization }
  const connect = async (delivery: Delivery, events: readonly string[]) => {
    const { issuer, ...rest } = where
    const upstream = {
      ...{ authorization, delivery, ...rest },
      ...(events.length === 0 ? {} : { events: [...events] }),
    }
    const body = { id: values.id.trim(), kind: 'ssf' as const, issuer, upstream }
    const { id } = await got(api.POST('/admin/sources', { body: body as never })) // the rest has defaults
    setSecret('')
    done()
    setMade(id)
  }
  return (
    <>
      <FindTransmitter
        values={values}
        secret={secret}
        change={(changes) => {
          setProbe(undefined)
          change(changes)
        }}
        changeSecret={(text) => {
          setProbe(undefined)
          setSecret(text)
        }}
        find={async () =>
          setProbe(
            await got(api.POST('/admin/transmitter-probes', { body: { ...where, ...seenWith } })),
          )
        }
      />
      {probe && <Findings probe={probe} />}
      {probe?.usable === true && <ChooseStream probe={probe} connect={connect} />}
    </>
  )
}
