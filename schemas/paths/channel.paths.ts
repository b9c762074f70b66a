import type { ZodOpenApiPathsObject } from 'zod-openapi'
import {
  ChangeChannelRequest,
  Channel,
  ChannelPage,
  ChannelPath,
  ChannelTest,
  ChannelWithSecret,
  CreateChannelRequest,
  NoticePage,
  NoticeQuery,
  ReplayedNotices,
  ReplayNoticesRequest,
  RotateChannelRequest,
} from '../channel.ts'
import { PageQuery } from '../page.ts'
import { body, json, operation, operator, problems } from './operation.ts'

const channels = {
  '/admin/channels': {
    get: operation('listChannels', {
      summary: 'Where policies tell people or tools, by name',
      security: operator('viewer'),
      requestParams: { query: PageQuery },
      responses: { '200': json('Some of them.', ChannelPage), ...problems(400, 401, 403) },
    }),
    post: operation('createChannel', {
      summary: 'A new channel: a webhook, signed as Standard Webhooks has it',
      security: operator('admin'),
      requestBody: body(CreateChannelRequest),
      responses: {
        '201': json('The channel, with its secret, told this once.', ChannelWithSecret),
        ...problems(400, 401, 403, 409, 413, 415),
      },
    }),
  },
  '/admin/channels/{name}': {
    get: operation('readChannel', {
      summary: 'A channel, what waits for it and why',
      security: operator('viewer'),
      requestParams: { path: ChannelPath },
      responses: { '200': json('The channel.', Channel), ...problems(401, 403, 404) },
    }),
    patch: operation('changeChannel', {
      summary: 'Another URL or description; pause it, so that its notices wait',
      security: operator('admin'),
      requestParams: { path: ChannelPath },
      requestBody: body(ChangeChannelRequest),
      responses: {
        '200': json('The channel.', Channel),
        ...problems(400, 401, 403, 404, 413, 415),
      },
    }),
    delete: operation('deleteChannel', {
      summary: 'Remove a channel that no policy in force names; what was not told is discarded',
      security: operator('admin'),
      requestParams: { path: ChannelPath },
      responses: { '204': { description: 'It is gone.' }, ...problems(401, 403, 404, 409) },
    }),
  },
} satisfies ZodOpenApiPathsObject

const used = {
  '/admin/channels/{name}/rotate': {
    post: operation('rotateChannel', {
      summary: 'A new secret; the one before signs too for a while',
      security: operator('admin'),
      requestParams: { path: ChannelPath },
      requestBody: body(RotateChannelRequest),
      responses: {
        '200': json('The channel, with its new secret, told this once.', ChannelWithSecret),
        ...problems(400, 401, 403, 404, 413, 415),
      },
    }),
  },
  '/admin/channels/{name}/test': {
    post: operation('testChannel', {
      summary: 'Send a notice that says it is a test, at once',
      security: operator('responder'),
      requestParams: { path: ChannelPath },
      responses: { '200': json('What it came to.', ChannelTest), ...problems(401, 403, 404) },
    }),
  },
  '/admin/notices': {
    get: operation('listNotices', {
      summary: 'What was told to channels, waits to be, or was given up, the newest first',
      security: operator('viewer'),
      requestParams: { query: NoticeQuery },
      responses: { '200': json('Some of them.', NoticePage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/notices/replay': {
    post: operation('replayNotices', {
      summary: 'Send notices that were given up once more',
      security: operator('responder'),
      requestBody: body(ReplayNoticesRequest),
      responses: {
        '202': json('How many are sent again.', ReplayedNotices),
        ...problems(400, 401, 403, 413, 415),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject

export const channelPaths = { ...channels, ...used }
