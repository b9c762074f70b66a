import type { ZodOpenApiPathsObject } from 'zod-openapi'
import {
  IncidentDetail,
  IncidentNote,
  IncidentNotePage,
  IncidentNoteRequest,
  IncidentPage,
  IncidentPath,
  IncidentQuery,
  IncidentStateRequest,
  IncidentTimeline,
  IncidentTimelineQuery,
} from '../incident-admin.ts'
import { Incident } from '../incident.ts'
import { body, json, operation, operator, problems } from './operation.ts'

export const incidentPaths = {
  '/admin/incidents': {
    get: operation('listIncidents', {
      summary: 'Signals that are one story each; the newest first',
      security: operator('viewer'),
      requestParams: { query: IncidentQuery },
      responses: { '200': json('Some of them.', IncidentPage), ...problems(400, 401, 403) },
    }),
  },
  '/admin/incidents/{id}': {
    get: operation('readIncident', {
      summary: 'An incident, who is in it and what happened',
      security: operator('viewer'),
      requestParams: { path: IncidentPath },
      responses: { '200': json('The incident.', IncidentDetail), ...problems(401, 403, 404) },
    }),
  },
  '/admin/incidents/{id}/timeline': {
    get: operation('readIncidentTimeline', {
      summary: 'Its signals in order, each with what was decided and who was told',
      security: operator('viewer'),
      requestParams: { path: IncidentPath, query: IncidentTimelineQuery },
      responses: {
        '200': json('Some of them.', IncidentTimeline),
        ...problems(400, 401, 403, 404),
      },
    }),
  },
  '/admin/incidents/{id}/state': {
    post: operation('setIncidentState', {
      summary: 'Acknowledge it, say that it is contained, or close it; there is no way back',
      security: operator('responder'),
      requestParams: { path: IncidentPath },
      requestBody: body(IncidentStateRequest),
      responses: {
        '200': json('The incident.', Incident),
        ...problems(400, 401, 403, 404, 409, 413, 415),
      },
    }),
  },
  '/admin/incidents/{id}/notes': {
    get: operation('listIncidentNotes', {
      summary: 'What operators did and said; the newest first',
      security: operator('viewer'),
      requestParams: { path: IncidentPath, query: IncidentTimelineQuery },
      responses: {
        '200': json('Some of them.', IncidentNotePage),
        ...problems(400, 401, 403, 404),
      },
    }),
    post: operation('addIncidentNote', {
      summary: 'A comment, or a link to where more is written',
      security: operator('responder'),
      requestParams: { path: IncidentPath },
      requestBody: body(IncidentNoteRequest),
      responses: {
        '201': json('The note.', IncidentNote),
        ...problems(400, 401, 403, 404, 413, 415),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject
