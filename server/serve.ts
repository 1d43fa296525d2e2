import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { createServer, Server as NetServer } from 'node:net'
import type { Db } from '../db/file/db.ts'
import { momentOf } from '../db/file/kept.ts'
import { lookOverAside } from '../db/file/lookOverAside.ts'
import { StoreError } from '../db/file/storeError.ts'
import { createApp, knownAnswers } from './app.ts'
import { type BackfillRunner, backfillRunner } from './backfill/runner.ts'
import { scheduleBackfills } from './backfill/scheduler.ts'
import { type Config, namesOf } from './config.ts'
import { keptAnswers } from './http/answers.ts'
import { type AccessLine, listen } from './http/listen.ts'
import { metrics } from './http/metrics.ts'
import { buildPage, loadStill, pageIsBuilt, pageIsStale, readPage } from './http/page.ts'
import { tokenAuth } from './http/token.ts'
import { openStore } from './store/open.ts'
import { type UpkeepRunner, upkeepRunner } from './upkeep/runner.ts'

/** Serves until a signal ends it; what keeps it from starting is said in a sentence. */
export async function serve(config: Config): Promise<void> {
  await start(config).catch((error: unknown) => {
    console.error(sentence(error, config))
    process.exitCode = 1
  })
}

async function start(config: Config): Promise<void> {
  // The database, its log and what is copied of it are for the owner only, from the first byte.
  process.umask(0o077)
  await tryPort(config)
  const { db, created, isLookDue } = await openStore(config.db, Date.now(), 'any', 'later')
  if (created) console.log(`Made ${config.db} and filled it with the sample: Microsoft and the OpenAI board dispute`)
  try {
    await freshPage()
    const backfills = backfillRunner(db, {
      now: Date.now,
      providerUrl: config.providerUrl,
      report: (error) => console.error('backfill:', error),
    })
    const upkeep = upkeepRunner(db, { now: Date.now, report: (error) => console.error('upkeep:', error) })
    const server = await answerFrom(db, { backfills, upkeep }, config)
    // Before the address is told: whoever reads it may already want the server to stop.
    const unschedule = config.schedule ? scheduleBackfills(db, backfills, Date.now) : () => {}
    stopOnSignal(server, db, () => {
      unschedule()
      return Promise.all([backfills.close(), upkeep.close()])
    })
    const { port } = server.address() as { port: number }
    const shown = config.host.includes(':') ? `[${config.host}]` : config.host
    if (config.token !== null && !['127.0.0.1', '::1', 'localhost'].includes(config.host))
      console.log('Warning: other machines can reach this server; only those who know the token get answers')
    console.log(`Aftershock is at http://${shown}:${port}`)
    if (isLookDue)
      await lookOverAside(config.db, Date.now()).catch((error: unknown) => {
        // Nothing more is built on a damaged file.
        console.error(sentence(error, config))
        process.exit(1)
      })
  } catch (error) {
    db.close()
    throw error
  }
}

/** Fails as listening would: no database is made for a server that cannot be. */
const tryPort = ({ host, port }: Config): Promise<void> =>
  new Promise((done, failed) => {
    const probe = createServer().once('error', failed)
    probe.listen(port, host, () => probe.close(() => done()))
  })

/** What works beside the answers. */
interface Jobs {
  readonly backfills: BackfillRunner
  readonly upkeep: UpkeepRunner
}

/** Opens the port. */
function answerFrom(db: Db, jobs: Jobs, config: Config): Promise<Server> {
  const guard = tokenAuth(config.token)
  const steady = () => performance.now()
  const newRequestId = () => randomUUID()
  const kept = { answers: keptAnswers(), counted: metrics(), moment: () => momentOf(db) }
  const app = createApp({
    db,
    ...kept,
    ...jobs,
    page: readPage(),
    still: loadStill,
    frameOrigins: config.frameOrigins,
    publicUrl: config.publicUrl,
    uploadLimit: config.uploadLimit,
    guard,
    now: Date.now,
    steady,
    newRequestId,
    report: (requestId, error) => console.error(`request ${requestId}:`, error),
  })
  const { host, port, trustedProxies } = config
  const log = config.accessLog
    ? (line: AccessLine) => console.log(JSON.stringify({ at: new Date().toISOString(), ...line }))
    : null
  return listen({
    fetch: app.fetch,
    known: knownAnswers(kept),
    names: namesOf(config),
    framed: config.frameOrigins.length > 0,
    host,
    port,
    guard,
    trustedProxies,
    steady,
    newRequestId,
    log,
  })
}

/**
 * Milliseconds after a signal: until then whoever just came is let in, from then on connections without a request are
 * closed, answers that do not end are cut, and the program is gone in any case.
 */
const [LET_IN, IDLE, LAST_ANSWER, GONE] = [50, 400, 4000, 4800]

/** Answers what is under way, ends a backfill after what it is storing, then lets go of the database: within five seconds. */
function stopOnSignal(server: Server, db: Db, endWork: () => Promise<unknown>): void {
  const stop = () => {
    const ended = endWork()
    // An HTTP server that is closed cuts whoever has connected and not yet spoken: only listening ends here.
    setTimeout(() => afterArrivals(() => NetServer.prototype.close.call(server, () => void ended.then(letGo))), LET_IN)
    // A connection that is kept after its last answer would be waited for.
    const idle = setInterval(() => afterArrivals(() => server.closeIdleConnections()), IDLE)
    setTimeout(() => server.closeAllConnections(), LAST_ANSWER).unref()
    // What is being stored then is stored whole or not at all, and the file is looked over at the next start.
    setTimeout(() => process.exit(0), GONE).unref()
    const letGo = () => {
      clearInterval(idle)
      db.close()
    }
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

/** Does something once whoever has come meanwhile is let in and heard: after a turn for the connection and one for its words. */
const afterArrivals = (work: () => void): void => void setImmediate(() => setImmediate(() => setImmediate(work)))

/** Builds the page when its sources are newer; with an older build at hand a failure is told and the old one served. */
async function freshPage(): Promise<void> {
  if (!pageIsStale()) return
  console.log('Building the page …')
  try {
    await buildPage()
  } catch (error) {
    if (!pageIsBuilt()) throw error
    console.error(`${error instanceof Error ? error.message : error}\nServing the page as it was built before`)
  }
}

/** One sentence for what keeps the server from starting. */
function sentence(error: unknown, { host, port }: Config): string {
  if (error instanceof StoreError) return error.message
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is taken by another program: choose one with "npm start -- --port N"`
  if (code === 'EACCES') return `Port ${port} on ${host} may not be used by this account: choose one above 1023`
  if (code === 'EADDRNOTAVAIL') return `The address ${host} does not belong to this machine`
  return error instanceof Error ? error.message : String(error)
}
