import type { ZodOpenApiPathsObject } from 'zod-openapi'
import {
  Backtest,
  BacktestExamplePage,
  BacktestExampleQuery,
  BacktestPage,
  BacktestPath,
  BacktestQuery,
  BacktestRequest,
  BacktestStreamPage,
  BacktestStreamQuery,
} from '../backtest.ts'
import { body, json, operation, operator, problems } from './operation.ts'

export const backtestPaths = {
  '/admin/backtests': {
    get: operation('listBacktests', {
      summary: 'Backtests of policies, the newest first',
      security: operator('viewer'),
      requestParams: { query: BacktestQuery },
      responses: { '200': json('Some of them.', BacktestPage), ...problems(400, 401, 403) },
    }),
    post: operation('createBacktest', {
      summary:
        'What a policy would have done on stored signals, found out in the background; nothing is sent. Paused, resumed and cancelled as a job',
      security: operator('responder'),
      requestBody: body(BacktestRequest),
      responses: {
        '202': json('The backtest: its signals are counted first.', Backtest),
        ...problems(400, 401, 403, 404, 413, 415),
      },
    }),
  },
  '/admin/backtests/{id}': {
    get: operation('readBacktest', {
      summary: 'How far a backtest is, and what it has found',
      security: operator('viewer'),
      requestParams: { path: BacktestPath },
      responses: { '200': json('The backtest.', Backtest), ...problems(400, 401, 403, 404) },
    }),
  },
  '/admin/backtests/{id}/examples': {
    get: operation('listBacktestExamples', {
      summary: 'The first 1,000 signals that the policy would have acted on, and how',
      security: operator('viewer'),
      requestParams: { path: BacktestPath, query: BacktestExampleQuery },
      responses: {
        '200': json('Some of them.', BacktestExamplePage),
        ...problems(400, 401, 403, 404),
      },
    }),
  },
  '/admin/backtests/{id}/streams': {
    get: operation('listBacktestStreams', {
      summary: 'The streams that would have been told, and how often',
      security: operator('viewer'),
      requestParams: { path: BacktestPath, query: BacktestStreamQuery },
      responses: {
        '200': json('Some of them.', BacktestStreamPage),
        ...problems(400, 401, 403, 404),
      },
    }),
  },
} satisfies ZodOpenApiPathsObject
