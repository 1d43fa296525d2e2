import { Hono } from 'hono'
import type { World } from '../world.ts'
import { backfills } from './backfills.ts'
import { bars } from './bars.ts'
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
export const routes = (world: World) =>
  new Hono()
    .route('/health', health(world))
    .route('/session', session(world))
    .route('/tickers', tickers(world))
    .route('/', exports(world))
    .route('/bars', bars(world))
    .route('/events', events(world))
    .route('/impacts', intraday(world))
    .route('/impacts', impacts(world))
    .route('/impacts', robustness(world))
    .route('/moves', moves(world))
    .route('/', studies(world))
    .route('/', quality(world))
    .route('/backfills', backfills(world))
