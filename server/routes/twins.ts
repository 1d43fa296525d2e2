import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { parseAddress } from '../../web/core/address.ts'
import { twinOf } from '../../web/core/twin.ts'
import { twinPath } from '../../web/core/twinAddress.ts'
import { Problem, type Refusal } from '../problem.ts'
import type { OwnFetch } from './ownAnswers.ts'

/**
 * An address of the page that ends with `.json` or `.csv` leads to the answer that its screen shows; a study, whose spec is
 * sent in a body, is answered in place.
 *
 * @returns null for an address that names no data
 */
export async function twinResponse(ask: OwnFetch, path: string, search: string): Promise<Response | null> {
  const named = twinPath(path)
  if (named === null) return null
  const view = parseAddress(named.path, search)
  const { screen } = view
  const isOfBars = screen.kind === 'board' || screen.kind === 'ticker'
  const newest = isOfBars ? await newestOf(ask, screen.kind === 'ticker' ? screen.ticker : null) : null
  const twin = twinOf(view, named.form, newest)
  if (twin === null) return null
  if (twin.kind === 'study') {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await ask(twin.path, { method: 'POST', headers, body: twin.spec })
    if (!answer.ok) throw await problemIn(answer)
    return answer
  }
  const query = new URLSearchParams(twin.query).toString()
  return new Response(null, {
    status: 307,
    headers: { Location: query === '' ? twin.path : `${twin.path}?${query}`, 'Cache-Control': 'no-store' },
  })
}

/** Why an answer within the server was refused, to be told as any refusal is. */
async function problemIn(answer: Response): Promise<Problem> {
  const { status, code, detail, parameter = null } = (await answer.json()) as Refusal
  const again = answer.headers.get('Retry-After')
  const seconds = again === null ? null : Number(again)
  return new Problem(status as ContentfulStatusCode, code, detail, parameter, null, seconds)
}

/** Date of the newest daily bar of a ticker, or of any. */
async function newestOf(ask: OwnFetch, ticker: string | null): Promise<string | null> {
  const answer = await ask('/api/tickers?limit=10000')
  const { tickers } = (await answer.json()) as {
    tickers: readonly { ticker: string; bars: readonly { interval: string; to: string }[] }[]
  }
  return tickers
    .filter((each) => ticker === null || each.ticker === ticker)
    .flatMap(({ bars }) => bars.filter(({ interval }) => interval === '1d').map(({ to }) => to))
    .reduce<string | null>((last, to) => (last === null || to > last ? to : last), null)
}
