import { Hono } from 'hono'
import type { World } from '../app.ts'
import { bars } from './bars.ts'
import { health } from './health.ts'
import { session } from './session.ts'
import { tickers } from './tickers.ts'

/** Everything under /api. */
export const routes = (world: World) =>
  new Hono()
    .route('/health', health(world))
    .route('/session', session(world))
    .route('/tickers', tickers(world))
    .route('/bars', bars(world))
