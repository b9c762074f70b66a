import type { ZodOpenApiPathsObject } from 'zod-openapi'
import {
  Approval,
  ApprovalPage,
  ApprovalPath,
  ApprovalQuery,
  DecideApprovalRequest,
} from '../approval.ts'
import {
  DecideHeldRequest,
  HeldDecided,
  HeldEventPage,
  HeldEventQuery,
  ResumeRequest,
  StopRequest,
  StopSwitch,
} from '../stop-switch.ts'
import { body, json, operation, operator, problems } from './operation.ts'

const approvals = {
  '/admin/approvals': {
    get: operation('listApprovals', {
      summary: 'What waits for a second person, and what became of it; the newest first',
      security: operator('viewer'),
      requestParams: { query: ApprovalQuery },
      responses: { '200': json('Some of them.', ApprovalPage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/approvals/{id}': {
    get: operation('readApproval', {
      summary: 'One of them',
      security: operator('viewer'),
      requestParams: { path: ApprovalPath },
      responses: { '200': json('The approval.', Approval), ...problems(401, 403, 404) },
    }),
  },
  '/admin/approvals/{id}/approve': {
    post: operation('approve', {
      summary: 'Say yes, as another person than who asked; what waited is done, once',
      security: operator('approver'),
      requestParams: { path: ApprovalPath },
      requestBody: body(DecideApprovalRequest, false),
      responses: {
        '200': json('The approval.', Approval),
        ...problems(400, 401, 403, 404, 409, 413, 415),
      },
    }),
  },
  '/admin/approvals/{id}/reject': {
    post: operation('reject', {
      summary: 'Say no; what waited is discarded',
      security: operator('approver'),
      requestParams: { path: ApprovalPath },
      requestBody: body(DecideApprovalRequest, false),
      responses: {
        '200': json('The approval.', Approval),
        ...problems(400, 401, 403, 404, 409, 413, 415),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject

const held = {
  '/admin/stop-switch': {
    get: operation('readStopSwitch', {
      summary: 'Whether nothing goes out, and how much waits',
      security: operator('viewer'),
      responses: { '200': json('The switch.', StopSwitch), ...problems(401, 403) },
    }),
  },
  '/admin/stop-switch/stop': {
    post: operation('stopRouter', {
      summary: 'From now on nothing that is decided goes out: it is held',
      security: operator('responder'),
      requestBody: body(StopRequest),
      responses: { '200': json('The switch.', StopSwitch), ...problems(400, 401, 403, 413, 415) },
    }),
  },
  '/admin/stop-switch/resume': {
    post: operation('resumeRouter', {
      summary: 'Let go, in order, of what was held, or discard it; then decisions go out again',
      security: operator('approver'),
      requestBody: body(ResumeRequest),
      responses: {
        '200': json('The switch.', StopSwitch),
        ...problems(400, 401, 403, 409, 413, 415),
      },
    }),
  },
  '/admin/held-events': {
    get: operation('listHeldEvents', {
      summary: 'The events that wait for an operator, the eldest first',
      security: operator('viewer'),
      requestParams: { query: HeldEventQuery },
      responses: { '200': json('Some of them.', HeldEventPage), ...problems(400, 401, 403) },
    }),
    post: operation('decideHeldEvents', {
      summary: 'Let go of what a rate limit held, or discard it',
      security: operator('approver'),
      requestBody: body(DecideHeldRequest),
      responses: {
        '200': json('How many.', HeldDecided),
        ...problems(400, 401, 403, 413, 415),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject

export const approvalPaths = { ...approvals, ...held }
