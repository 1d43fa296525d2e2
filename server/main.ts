import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { loadBuilder } from '../db/builder.ts'
import type { Db } from '../db/file/db.ts'
import { StoreError } from '../db/file/storeError.ts'
import { createApp } from './app.ts'
import { type BackfillRunner, backfillRunner } from './backfill/runner.ts'
import { scheduleBackfills } from './backfill/scheduler.ts'
import { type Config, help, namesOf, readConfig } from './config.ts'
import { type AccessLine, listen } from './http/listen.ts'
import { buildPage, pageIsBuilt, pageIsStale, readPage } from './http/page.ts'
import { tokenAuth } from './http/token.ts'
import { openStore } from './store/open.ts'
import { version } from './version.ts'

const asked = readConfig(process.argv.slice(2), process.env)
switch (asked.kind) {
  case 'help':
    console.log(help)
    break
  case 'version':
    console.log(version)
    break
  case 'wrong':
    console.error(`${asked.why}\n\n${help}`)
    process.exitCode = asked.why.includes('AFTERSHOCK_TOKEN') ? 1 : 2
    break
  case 'config':
    await serve(asked.config).catch((error: unknown) => {
      console.error(sentence(error, asked.config))
      process.exitCode = 1
    })
}

async function serve(config: Config): Promise<void> {
  // The database, its log and what is copied of it are for the owner only, from the first byte.
  process.umask(0o077)
  const { db, created } = await openStore(config.db, Date.now())
  if (created) console.log(`Made ${config.db} and filled it with the sample: Microsoft and the OpenAI board dispute`)
  try {
    await freshPage()
    // Loading it takes a second in one piece: better before the first request than during one.
    await loadBuilder()
    const backfills = backfillRunner(db, {
      now: Date.now,
      providerUrl: config.providerUrl,
      report: (error) => console.error('backfill:', error),
    })
    const server = await answerFrom(db, backfills, config)
    // Before the address is told: whoever reads it may already want the server to stop.
    const unschedule = config.schedule ? scheduleBackfills(db, backfills, Date.now) : () => {}
    stopOnSignal(server, db, () => {
      unschedule()
      return backfills.close()
    })
    const { port } = server.address() as { port: number }
    const shown = config.host.includes(':') ? `[${config.host}]` : config.host
    if (config.token !== null && !['127.0.0.1', '::1', 'localhost'].includes(config.host))
      console.log('Warning: other machines can reach this server; only those who know the token get answers')
    console.log(`Aftershock is at http://${shown}:${port}`)
  } catch (error) {
    db.close()
    throw error
  }
}

/** Opens the port. */
function answerFrom(db: Db, backfills: BackfillRunner, config: Config): Promise<Server> {
  const guard = tokenAuth(config.token)
  const steady = () => performance.now()
  const newRequestId = () => randomUUID()
  const app = createApp({
    db,
    backfills,
    page: readPage(),
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
    names: namesOf(config),
    host,
    port,
    guard,
    trustedProxies,
    steady,
    newRequestId,
    log,
  })
}

/** Answers what is under way, ends a backfill after what it is storing, then lets go of the database. */
function stopOnSignal(server: Server, db: Db, endWork: () => Promise<void>): void {
  const stop = () => {
    const ended = endWork()
    server.close(() => void ended.then(() => db.close()))
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 2000).unref()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

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
