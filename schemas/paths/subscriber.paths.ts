import type { ZodOpenApiPathsObject } from 'zod-openapi'
import {
  CreatedSubscriber,
  CreateSubscriberRequest,
  RotatedToken,
  Subscriber,
  SubscriberPage,
  SubscriberPath,
  SubscriberQuery,
  UpdateSubscriberRequest,
} from '../subscriber.ts'
import { body, empty, json, operation, operator, problems } from './operation.ts'

export const subscriberPaths = {
  '/admin/subscribers': {
    post: operation('createSubscriber', {
      summary: 'Let a SaaS app have streams',
      security: operator('admin'),
      requestBody: body(CreateSubscriberRequest),
      responses: {
        '201': json('The subscriber, with its token this once.', CreatedSubscriber),
        ...problems(400, 401, 403, 413),
      },
    }),
    get: operation('listSubscribers', {
      summary: 'The subscribers',
      security: operator('viewer'),
      requestParams: { query: SubscriberQuery },
      responses: { '200': json('Some of them.', SubscriberPage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/subscribers/{id}': {
    get: operation('readSubscriber', {
      summary: 'A subscriber',
      security: operator('viewer'),
      requestParams: { path: SubscriberPath },
      responses: { '200': json('The subscriber.', Subscriber), ...problems(401, 403, 404) },
    }),
    patch: operation('updateSubscriber', {
      summary: 'Change what a subscriber may do; fewer allowed events are fewer delivered at once',
      security: operator('admin'),
      requestParams: { path: SubscriberPath },
      requestBody: body(UpdateSubscriberRequest),
      responses: {
        '200': json('The whole subscriber.', Subscriber),
        ...problems(400, 401, 403, 404, 413, 415),
      },
    }),
    delete: operation('deleteSubscriber', {
      summary: 'Remove a subscriber with its token and its streams',
      security: operator('admin'),
      requestParams: { path: SubscriberPath },
      responses: { '204': empty('It is gone.'), ...problems(400, 401, 403, 404) },
    }),
  },
  '/admin/subscribers/{id}/rotate-token': {
    post: operation('rotateSubscriberToken', {
      summary: "A new token in place of a subscriber's own, which ends",
      security: operator('admin'),
      requestParams: { path: SubscriberPath },
      responses: {
        '201': json('The new token, this once.', RotatedToken),
        ...problems(400, 401, 403, 404, 413, 415),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject
