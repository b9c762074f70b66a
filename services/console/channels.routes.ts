import type { Request, Router } from 'express'
import {
  ChangeChannelRequest,
  ChannelPath,
  CreateChannelRequest,
  NoticeQuery,
  ReplayNoticesRequest,
  RotateChannelRequest,
  type ChannelTest,
} from '../../schemas/channel.ts'
import { PageQuery } from '../../schemas/page.ts'
import { endpoint } from '../../schemas/paths/index.ts'
import type { Deps } from '../kernel/deps.ts'
import { HubError } from '../kernel/errors.ts'
import { readBody, readPath, readQuery } from '../kernel/http/read.ts'
import { newId } from '../kernel/ids.ts'
import { testBody } from '../kernel/notify/notice-body.ts'
import { send } from '../kernel/notify/send.ts'
import { newChannelSecret } from '../kernel/notify/signature.ts'
import type { Audit } from './audit.ts'
import { page } from './page.ts'

type ChannelDeps = Pick<Deps, 'store' | 'clock' | 'outbound'> & { audit: Audit }

/** Where policies tell people or tools, and what was told. */
export function addChannelRoutes(router: Router, deps: ChannelDeps): void {
  addReading(router, deps)
  addWriting(router, deps)
  addSecrets(router, deps)
  addNotices(router, deps)
}

function addReading(router: Router, { store }: ChannelDeps): void {
  router.get(endpoint('listChannels').route, async (request, response) => {
    const { limit, after } = readQuery(request, PageQuery)
    const items = await store.channels.list(limit, after)
    const last = items.length === limit ? items.at(-1)?.name : undefined
    response.json({ items, ...(last === undefined ? {} : { next: last }) })
  })
  router.get(endpoint('readChannel').route, async (request, response) => {
    const { name } = readPath(request, ChannelPath)
    response.json((await store.channels.find(name)) ?? missing(name))
  })
}

function addWriting(router: Router, { store, audit }: ChannelDeps): void {
  router.post(endpoint('createChannel').route, async (request, response) => {
    const { name, url, description } = readBody(request, CreateChannelRequest)
    const secret = newChannelSecret()
    const channel = await store.channels.create({ name, url, description, secret })
    if (!channel)
      throw new HubError('conflict', `Channel ${name} exists: change it, or take another name`)
    await audit(request, { action: 'channel.create', target: `channel:${name}`, detail: { url } })
    response.status(201).json({ ...channel, secret })
  })
  router.patch(endpoint('changeChannel').route, async (request, response) => {
    const { name } = readPath(request, ChannelPath)
    const change = readBody(request, ChangeChannelRequest)
    const channel = (await store.channels.change(name, change)) ?? missing(name)
    await audit(request, { action: 'channel.change', target: `channel:${name}`, detail: change })
    response.json(channel)
  })
  router.delete(endpoint('deleteChannel').route, async (request, response) => {
    const { name } = readPath(request, ChannelPath)
    const removed = await store.channels.remove(name)
    if (removed === 'not-found') return missing(name)
    if (removed === 'in-use')
      throw new HubError(
        'conflict',
        `A policy tells channel ${name}: change it or switch it off first`,
      )
    await audit(request, { action: 'channel.delete', target: `channel:${name}` })
    response.status(204).end()
  })
}

const HOUR_MS = 3_600_000

function addSecrets(router: Router, deps: ChannelDeps): void {
  const { store, clock, audit } = deps
  router.post(endpoint('rotateChannel').route, async (request, response) => {
    const { name } = readPath(request, ChannelPath)
    const { overlapHours } = readBody(request, RotateChannelRequest)
    const secret = newChannelSecret()
    const oldUntil = new Date(clock.now().getTime() + overlapHours * HOUR_MS)
    const channel = (await store.channels.rotate(name, secret, oldUntil)) ?? missing(name)
    await audit(request, {
      action: 'channel.rotate',
      target: `channel:${name}`,
      detail: { overlapHours },
    })
    response.json({ ...channel, secret })
  })
  router.post(endpoint('testChannel').route, async (request, response) => {
    response.json(await test(request, deps))
  })
}

/** Once, whether the channel is paused or not; nothing is kept of it. */
async function test(
  request: Request,
  { store, clock, outbound, audit }: ChannelDeps,
): Promise<ChannelTest> {
  const { name } = readPath(request, ChannelPath)
  const channel = (await store.channels.open(name)) ?? missing(name)
  const now = clock.now()
  const {
    isGone: _,
    retryAfterSeconds: __,
    ...told
  } = await send(outbound, {
    id: newId(now),
    url: channel.url,
    secrets: channel.secrets,
    body: testBody(name, now),
    now,
  })
  await audit(request, { action: 'channel.test', target: `channel:${name}`, detail: told })
  return told
}

function addNotices(router: Router, { store, audit }: ChannelDeps): void {
  router.get(endpoint('listNotices').route, async (request, response) => {
    const query = readQuery(request, NoticeQuery)
    response.json(page(await store.channelNotices.list(query), query.limit))
  })
  router.post(endpoint('replayNotices').route, async (request, response) => {
    const wanted = readBody(request, ReplayNoticesRequest)
    const replayed = await store.channelNotices.replay(wanted)
    await audit(request, {
      action: 'notice.replay',
      target: wanted.channel === undefined ? 'notices' : `channel:${wanted.channel}`,
      detail: { replayed },
    })
    response.status(202).json({ replayed })
  })
}

function missing(name: string): never {
  throw new HubError('not_found', `No channel ${name}`)
}
