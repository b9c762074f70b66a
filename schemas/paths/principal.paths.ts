import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { ImportQuery, ImportResult } from '../import.ts'
import {
  DecideDisputeRequest,
  LinkDispute,
  LinkDisputePage,
  LinkDisputeQuery,
  MergeRequest,
  PrincipalDetail,
  PrincipalGraph,
  PrincipalPage,
  PrincipalPath,
  PrincipalQuery,
  Reach,
  ReachQuery,
  RelatedPage,
  RelationQuery,
  SplitRequest,
} from '../principal-admin.ts'
import { body, json, operation, operator, problems } from './operation.ts'

const reading = {
  '/admin/principals': {
    get: operation('listPrincipals', {
      summary:
        'Users, devices, integrations and others, by the beginning of a name, a name, or kind',
      security: operator('viewer'),
      requestParams: { query: PrincipalQuery },
      responses: { '200': json('Some of them.', PrincipalPage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/principals/{id}': {
    get: operation('readPrincipal', {
      summary: 'A principal, its names, and why each is its own',
      security: operator('viewer'),
      requestParams: { path: PrincipalPath },
      responses: { '200': json('The principal.', PrincipalDetail), ...problems(401, 403, 404) },
    }),
  },
  '/admin/principals/{id}/relations': {
    get: operation('listRelations', {
      summary: 'What it is of, on or for; or what is its own',
      security: operator('viewer'),
      requestParams: { path: PrincipalPath, query: RelationQuery },
      responses: { '200': json('Some of them.', RelatedPage), ...problems(400, 401, 403, 404) },
    }),
  },
  '/admin/principals/{id}/graph': {
    get: operation('readGraph', {
      summary: 'Who is around it: of each kind of relation how many, and a few',
      security: operator('viewer'),
      requestParams: { path: PrincipalPath },
      responses: { '200': json('Who is around it.', PrincipalGraph), ...problems(401, 403, 404) },
    }),
  },
  '/admin/principals/{id}/reach': {
    get: operation('readReach', {
      summary: 'What it touched: an integration its users, their sessions and its tokens',
      security: operator('viewer'),
      requestParams: { path: PrincipalPath, query: ReachQuery },
      responses: { '200': json('How many, and some.', Reach), ...problems(400, 401, 403, 404) },
    }),
  },
} satisfies ZodOpenApiPathsObject

const records = z.string().meta({ description: 'A line for each principal.' })

const changing = {
  '/admin/principals/import': {
    post: operation('importPrincipals', {
      summary:
        'Principals with all their names, of CSV or JSON Lines; lines that are wrong are left out and told',
      security: operator('admin'),
      requestParams: { query: ImportQuery },
      requestBody: {
        required: true,
        content: {
          'text/csv': { schema: records },
          'application/x-ndjson': { schema: records },
        },
      },
      responses: {
        '200': json('What was done, or would be.', ImportResult),
        ...problems(400, 401, 403, 413, 415),
      },
    }),
  },
  '/admin/principals/{id}/merge': {
    post: operation('mergePrincipals', {
      summary: 'Another one is this one: its names, relations and open incidents come here',
      security: operator('responder'),
      requestParams: { path: PrincipalPath },
      requestBody: body(MergeRequest),
      responses: {
        '200': json('The principal.', PrincipalDetail),
        ...problems(400, 401, 403, 404, 409, 413, 415),
      },
    }),
  },
  '/admin/principals/{id}/split': {
    post: operation('splitPrincipal', {
      summary: 'Some of its names are somebody else’s, or a merge was wrong',
      security: operator('responder'),
      requestParams: { path: PrincipalPath },
      requestBody: body(SplitRequest),
      responses: {
        '200': json('Who has the names from now on.', PrincipalDetail),
        ...problems(400, 401, 403, 404, 409, 413, 415),
      },
    }),
  },
  '/admin/link-disputes': {
    get: operation('listLinkDisputes', {
      summary:
        'What sources say about names that does not count until somebody decides; the newest first',
      security: operator('viewer'),
      requestParams: { query: LinkDisputeQuery },
      responses: { '200': json('Some of them.', LinkDisputePage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/link-disputes/{id}/decide': {
    post: operation('decideLinkDispute', {
      summary: 'Believe it, or never ask it again',
      security: operator('responder'),
      requestParams: { path: PrincipalPath },
      requestBody: body(DecideDisputeRequest),
      responses: {
        '200': json('The dispute.', LinkDispute),
        ...problems(400, 401, 403, 404, 409, 413, 415),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject

export const principalPaths = { ...reading, ...changing }
