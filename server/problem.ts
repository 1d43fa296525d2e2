import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** Why a request is refused, as the one shape that every refusal has (RFC 9457 `application/problem+json`). */
export interface Refusal {
  readonly type: 'about:blank'
  readonly title: string
  readonly status: number
  /** What was asked, what was expected: in the user's words. */
  readonly detail: string
  /** Short name for programs, such as `bad_parameter`. */
  readonly code: string
  /** The query parameter or body field at fault, where there is one. */
  readonly parameter?: string
  readonly request_id: string
  /** Line by line, for a file that was refused: as much of it as an answer tells. */
  readonly report?: readonly unknown[]
  readonly report_left_out?: LeftOut
}

/** How much of a report an answer leaves out. */
export interface LeftOut {
  readonly errors: number
  readonly warnings: number
}

const titles: Readonly<Record<number, string>> = {
  400: 'Request not understood',
  401: 'Token needed',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Media type not supported',
  417: 'Expectation not met',
  422: 'Cannot be used',
  429: 'Too many requests',
  431: 'Too large',
  500: 'Our mistake',
  501: 'Not implemented',
  503: 'Not ready',
  507: 'No room',
}

/** A request that we refuse. Throw it from a route; `app` answers with its `Refusal`. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: ContentfulStatusCode
  readonly code: string
  readonly parameter: string | null
  readonly report: readonly unknown[] | null
  /** Seconds after which asking again may help; null where waiting changes nothing. */
  readonly retryAfter: number | null
  /** How much of the report is not told. */
  readonly leftOut: LeftOut | null
  constructor(
    status: ContentfulStatusCode,
    code: string,
    detail: string,
    parameter: string | null = null,
    report: readonly unknown[] | null = null,
    retryAfter: number | null = null,
    leftOut: LeftOut | null = null,
  ) {
    super(detail)
    this.status = status
    this.code = code
    this.parameter = parameter
    this.report = report
    this.retryAfter = retryAfter
    this.leftOut = leftOut
  }
}

/** Refused for now: 429, with the seconds after which it may be asked again. */
export const tooMany = (code: string, detail: string, seconds: number): Problem =>
  new Problem(429, code, detail, null, null, seconds)

/** Headers of a refusal besides those of every response. */
export const refusalHeaders = ({ retryAfter }: Problem): Readonly<Record<string, string>> => ({
  'Content-Type': 'application/problem+json; charset=utf-8',
  'Cache-Control': 'no-store',
  ...(retryAfter === null ? {} : { 'Retry-After': String(retryAfter) }),
})

export function refusal({ status, code, message, parameter, report, leftOut }: Problem, requestId: string): Refusal {
  return {
    type: 'about:blank',
    title: titles[status] ?? 'Refused',
    status,
    detail: message,
    code,
    ...(parameter === null ? {} : { parameter }),
    request_id: requestId,
    ...(report === null ? {} : { report }),
    ...(leftOut === null ? {} : { report_left_out: leftOut }),
  }
}

/** The refusal as a response. `<` is escaped, so that nothing in it can be read as markup whatever the reader does. */
export function refusalText(problem: Problem, requestId: string): string {
  return JSON.stringify(refusal(problem, requestId)).replaceAll('<', '\\u003c')
}
