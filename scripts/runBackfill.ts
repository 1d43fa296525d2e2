import { constants, setPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { backfill } from '../server/backfill/backfill.ts'
import type { BackfillReport, BackfillRequest } from '../server/backfill/request.ts'
import { pinnedFetch } from '../server/sources/pinnedFetch.ts'
import { countsText, toJsonLines, toTerminal } from './backfillProgress.ts'
import { clock, progressLine } from './bar.ts'
import { stopSignal } from './stop.ts'
import type { Store } from './store.ts'
import { shown } from './terminal.ts'

/** Runs a backfill in the foreground. @returns the exit code */
export async function runBackfill(db: Store, request: BackfillRequest, json: boolean): Promise<number> {
  const line = progressLine()
  const reporter = json ? toJsonLines((text) => process.stderr.write(text), Date.now) : toTerminal(line, Date.now)
  const signal = stopSignal(reporter.stopping)
  // Whoever looks at the page meanwhile comes first: a backfill mostly waits for its source anyway.
  setPriority(constants.priority.PRIORITY_LOW)
  const result = await backfill(db, request, {
    now: Date.now,
    monotonic: () => performance.now(),
    fetch: pinnedFetch(request.providerUrl?.hostname ?? null),
    sleep: async (ms, until) => {
      reporter.pause(ms)
      await sleep(ms, undefined, { signal: until })
    },
    signal,
    progress: reporter.progress,
  }).finally(() => {
    if (!json) line.clear()
  })
  if (json) console.log(JSON.stringify(result))
  else if (result.outcome === 'leased') console.error(result.message)
  else console.log(shown(summary(result)))
  return result.exit_code
}

function summary({ outcome, rows, requests, elapsed_ms, resume_at, message, stopped, series }: BackfillReport): string {
  const findings = series.reduce((sum, report) => sum + report.findings.error + report.findings.warn, 0)
  const lines = [
    `${stopped ? 'stopped, ' : ''}${outcome}: ${countsText(rows)} bars in ${requests} requests, ${clock(elapsed_ms)}`,
  ]
  if (findings > 0) lines.push(`Open findings: ${findings}; the data page shows each with its evidence`)
  if (resume_at !== null) lines.push(`ask again after ${resume_at}`)
  if (message !== null) lines.push(message)
  return lines.join('\n')
}
