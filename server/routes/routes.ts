import { Hono } from 'hono'
import { backfills } from './backfills.ts'
import { bars } from './bars.ts'
import type { AppContext } from './context.ts'
import { events } from './events.ts'
import { exports } from './exports.ts'
import { health } from './health.ts'
import { impacts } from './impacts.ts'
import { intraday } from './intraday.ts'
import { moves } from './moves.ts'
import { quality } from './quality.ts'
import { robustness } from './robustness.ts'
import { session } from './session.ts'
import { studies } from './studies.ts'
import { tickers } from './tickers.ts'

/** Everything under /api. */
export const routes = (context: AppContext) =>
  new Hono()
    .route('/health', health(context))
    .route('/session', session(context))
    .route('/tickers', tickers(context))
    .route('/', exports(context))
    .route('/bars', bars(context))
    .route('/events', events(context))
    .route('/impacts', intraday(context))
    .route('/impacts', impacts(context))
    .route('/impacts', robustness(context))
    .route('/moves', moves(context))
    .route('/', studies(context))
    .route('/', quality(context))
    .route('/backfills', backfills(context))
