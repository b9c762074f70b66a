import type { RequestHandler } from 'express'
import { PATHS } from '../../../schemas/paths/index.ts'
import { pathOf } from './issuers.ts'
import { notFound, sendProblem } from './problem.ts'

type Known = { pattern: RegExp; isConcrete: boolean; methods: readonly string[] }

/** Concrete paths come before templates that fit them too, as OpenAPI has it. */
const KNOWN: readonly Known[] = Object.entries(PATHS)
  .map(([path, item]) => {
    const methods = Object.keys(item).map((method) => method.toUpperCase())
    return {
      pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`, 'i'), // as Express matches
      isConcrete: !path.includes('{'),
      methods: methods.includes('GET') ? [...methods, 'HEAD'] : methods,
    }
  })
  .toSorted((a, b) => Number(b.isConcrete) - Number(a.isConcrete))

/** Pure: the methods of a path of the hub; none where there is no such path. */
export const methodsOf = (path: string): readonly string[] =>
  KNOWN.find(({ pattern }) => pattern.test(path))?.methods ?? []

/** The end of all routes: 405 with what would be right (RFC 9110 §15.5.6), or nothing is there. */
export const noRoute: RequestHandler = (request, response, next) => {
  const path = pathOf(request)
  const allowed = methodsOf(path)
  if (allowed.length === 0 || allowed.includes(request.method)) {
    notFound(request, response, next)
    return
  }
  response.set('Allow', allowed.join(', '))
  sendProblem(
    response,
    'method_not_allowed',
    `${path.slice(0, 200)} knows ${allowed.join(', ')}, not ${request.method}`,
  )
}

/** Before routes with parameters: these must not take a concrete path's other methods for a name. */
export const concreteFirst: RequestHandler = (request, response, next) => {
  const known = KNOWN.find(({ pattern }) => pattern.test(pathOf(request)))
  if (known?.isConcrete && !known.methods.includes(request.method)) noRoute(request, response, next)
  else next()
}
