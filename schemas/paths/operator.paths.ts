import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import {
  AdminTokenPage,
  AdminTokenQuery,
  ConsoleSession,
  CreateAdminTokenRequest,
  CreatedAdminToken,
  OperatorPath,
  OperatorSessionList,
  SessionQuery,
  SignInQuery,
  SignInRequest,
} from '../operator.ts'
import { body, empty, json, operation, operator, problems } from './operation.ts'

const redirect = (description: string) => ({
  description,
  headers: z.object({ Location: z.string() }),
})

const signInPaths = {
  '/console/session': {
    get: operation('readConsoleSession', {
      summary: 'Who is signed in to the console, and how one signs in',
      responses: { '200': json('The session, if there is one.', ConsoleSession), ...problems(403) },
    }),
    post: operation('signIn', {
      summary: 'Sign in to the console with an admin token or a one-time code',
      requestBody: body(SignInRequest),
      responses: {
        '201': json('The session; its secret is in a cookie.', ConsoleSession),
        ...problems(400, 401, 403, 413, 415, 429),
      },
    }),
    delete: operation('signOut', {
      summary: 'Sign out of the console',
      responses: { '204': empty('There is no session any more.'), ...problems(403) },
    }),
  },
  '/console/sign-in/start': {
    get: operation('startSignIn', {
      summary: 'Go to the identity provider to sign in',
      requestParams: { query: SignInQuery },
      responses: { '302': redirect('To the identity provider.'), ...problems(400, 429) },
    }),
  },
  '/console/callback': {
    get: operation('finishSignIn', {
      summary: "The identity provider's answer (OpenID Connect Core 1.0 §3.1.2.5)",
      responses: { '302': redirect('Back to the console.') },
    }),
  },
} satisfies ZodOpenApiPathsObject

const memberPaths = {
  '/admin/sessions': {
    get: operation('listSessions', {
      summary: 'Who is signed in to the console, the latest first',
      security: operator('admin'),
      requestParams: { query: SessionQuery },
      responses: { '200': json('They.', OperatorSessionList), ...problems(400, 401, 403) },
    }),
  },
  '/admin/sessions/{id}': {
    delete: operation('endSession', {
      summary: "End an operator's console session, at once",
      security: operator('admin'),
      requestParams: { path: OperatorPath },
      responses: { '204': empty('It is over.'), ...problems(400, 401, 403, 404) },
    }),
  },
  '/admin/tokens': {
    get: operation('listAdminTokens', {
      summary: 'The tokens of the admin API that are in the database',
      security: operator('admin'),
      requestParams: { query: AdminTokenQuery },
      responses: { '200': json('Some of them.', AdminTokenPage), ...problems(400, 401, 403) },
    }),
    post: operation('createAdminToken', {
      summary: 'A new token of the admin API',
      security: operator('admin'),
      requestBody: body(CreateAdminTokenRequest),
      responses: {
        '201': json('The token, this once.', CreatedAdminToken),
        ...problems(400, 401, 403, 413, 415),
      },
    }),
  },
  '/admin/tokens/{id}': {
    delete: operation('deleteAdminToken', {
      summary: 'End a token of the admin API, and the console sessions begun with it',
      security: operator('admin'),
      requestParams: { path: OperatorPath },
      responses: { '204': empty('It is gone.'), ...problems(400, 401, 403, 404) },
    }),
  },
} satisfies ZodOpenApiPathsObject

export const operatorPaths = { ...signInPaths, ...memberPaths }
