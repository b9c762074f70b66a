import type { ZodOpenApiPathsObject } from 'zod-openapi'
import {
  CreatePolicyRequest,
  PolicyDiff,
  PolicyDiffQuery,
  PolicyFaults,
  PolicyModeRequest,
  PolicyPage,
  PolicyPath,
  PolicyRecord,
  PolicyTestRequest,
  PolicyTestResult,
  PolicyVersion,
  PolicyVersionPage,
  PolicyVersionPath,
  PolicyVersionQuery,
  UpdatePolicyRequest,
} from '../policy-admin.ts'
import { PageQuery } from '../page.ts'
import { PolicyDocument } from '../policy.ts'
import { body, json, operation, operator, problems } from './operation.ts'

const listed = {
  '/admin/policies': {
    get: operation('listPolicies', {
      summary: 'The policies, by id',
      security: operator('viewer'),
      requestParams: { query: PageQuery },
      responses: { '200': json('Some of them.', PolicyPage), ...problems(400, 401, 403) },
    }),
    post: operation('createPolicy', {
      summary: 'A new policy; in shadow unless it says otherwise',
      security: operator('admin'),
      requestBody: body(CreatePolicyRequest),
      responses: {
        '201': json('The policy.', PolicyRecord),
        ...problems(400, 401, 403, 409, 413, 415),
      },
    }),
  },
  '/admin/policies/{id}': {
    get: operation('readPolicy', {
      summary: 'A policy in the version that counts',
      security: operator('viewer'),
      requestParams: { path: PolicyPath },
      responses: { '200': json('The policy.', PolicyRecord), ...problems(401, 403, 404) },
    }),
    put: operation('updatePolicy', {
      summary: 'A new version of a policy, where nobody else made one meanwhile',
      security: operator('admin'),
      requestParams: { path: PolicyPath },
      requestBody: body(UpdatePolicyRequest),
      responses: {
        '200': json('The policy.', PolicyRecord),
        ...problems(400, 401, 403, 404, 409, 413, 415),
      },
    }),
  },
  '/admin/policies/{id}/mode': {
    put: operation('setPolicyMode', {
      summary: 'Switch a policy on, off, or to shadow, where it only says what it would have done',
      security: operator('admin'),
      requestParams: { path: PolicyPath },
      requestBody: body(PolicyModeRequest),
      responses: {
        '200': json('The policy.', PolicyRecord),
        ...problems(400, 401, 403, 404, 409, 413, 415),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject

const past = {
  '/admin/policies/{id}/versions': {
    get: operation('listPolicyVersions', {
      summary: 'Every version of a policy, the newest first',
      security: operator('viewer'),
      requestParams: { path: PolicyPath, query: PolicyVersionQuery },
      responses: {
        '200': json('Some of them.', PolicyVersionPage),
        ...problems(400, 401, 403, 404),
      },
    }),
  },
  '/admin/policies/{id}/versions/{version}': {
    get: operation('readPolicyVersion', {
      summary: 'A policy as it was',
      security: operator('viewer'),
      requestParams: { path: PolicyVersionPath },
      responses: { '200': json('That version.', PolicyVersion), ...problems(401, 403, 404) },
    }),
  },
  '/admin/policies/{id}/diff': {
    get: operation('diffPolicy', {
      summary: 'What differs between two versions, member by member',
      security: operator('viewer'),
      requestParams: { path: PolicyPath, query: PolicyDiffQuery },
      responses: { '200': json('The differences.', PolicyDiff), ...problems(400, 401, 403, 404) },
    }),
  },
} satisfies ZodOpenApiPathsObject

const tried = {
  '/admin/policy-checks': {
    post: operation('checkPolicy', {
      summary: 'What is wrong with a policy, with line and column; nothing is stored',
      security: operator('viewer'),
      requestBody: body(PolicyDocument),
      responses: {
        '200': json('The faults; none where it may be saved.', PolicyFaults),
        ...problems(400, 401, 403, 413, 415),
      },
    }),
  },
  '/admin/policy-tests': {
    post: operation('testPolicies', {
      summary: 'What would be decided on these signals; nothing is stored or sent',
      security: operator('viewer'),
      requestBody: body(PolicyTestRequest),
      responses: {
        '200': json('The decisions and events of each.', PolicyTestResult),
        ...problems(400, 401, 403, 413, 415),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject

export const policyPaths = { ...listed, ...past, ...tried }
