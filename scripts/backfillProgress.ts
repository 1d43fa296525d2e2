import type { BackfillProgress, BarCounts, SeriesReport } from '../server/backfill/request.ts'
import { type Instant, utcText } from '../server/market/instant.ts'
import { clock, type ProgressLine } from './bar.ts'

/** Shorter waits are the usual distance between two requests. */
const PAUSE = 500

/** What is told while a backfill runs, besides what the verb itself tells. */
export interface ProgressReporter {
  readonly progress: (progress: BackfillProgress) => void
  /** The source failed or wants to be left alone: nothing happens for so many milliseconds. */
  readonly pause: (ms: number) => void
  readonly stopping: () => void
}

/** A line that is redrawn on a terminal; elsewhere one line a series, and one a wait. */
export function toTerminal(line: ProgressLine, now: () => number): ProgressReporter {
  let at: { readonly done: number; readonly windows: number } | null = null
  return {
    progress: (progress) => {
      switch (progress.kind) {
        case 'begin':
          at = { done: 0, windows: progress.windows }
          return line.draw(0, progress.windows, `${progress.series} series`)
        case 'window': {
          const { ticker, interval, to } = progress
          at = progress
          const { rate, left_ms } = paceOf(progress)
          return line.draw(
            at.done,
            at.windows,
            `${ticker} ${interval} to ${to}, ${rate} bars/s, ${clock(left_ms)} left`,
          )
        }
        case 'series':
          return line.note(sentence(progress.report))
        case 'waiting':
          return line.wait(
            `waiting for another backfill (process ${progress.holder.pid} on ${hostOf(progress.holder)})`,
          )
      }
    },
    pause: (ms) => {
      if (ms < PAUSE || at === null) return
      const until = utcText((now() + ms) as Instant).slice(11, 19)
      line.draw(at.done, at.windows, `the source is left alone for ${clock(ms)}, until ${until} UTC`)
    },
    stopping: () => line.note('Stopping after the current step; once more stops at once'),
  }
}

/** One JSON object a line, `kind` first. */
export function toJsonLines(write: (line: string) => void, now: () => number): ProgressReporter {
  let said = ''
  let began = false
  const say = (kind: string, fields: object) => {
    const line = `${JSON.stringify({ kind, ...fields })}\n`
    // Waiting for the same owner is told once.
    if (line !== said) write(line)
    said = line
  }
  return {
    progress: (progress) => {
      switch (progress.kind) {
        case 'begin':
          began = true
          return say('begin', { run_id: progress.run_id, windows: progress.windows, series: progress.series })
        case 'window': {
          const { kind: _, elapsed_ms, ...fields } = progress
          return say('window', { ...fields, elapsed_ms: Math.round(elapsed_ms), ...paceOf(progress) })
        }
        case 'series':
          return say('series', progress.report)
        case 'waiting': {
          const { holder } = progress
          return say('waiting', { pid: holder.pid, host: hostOf(holder), since: utcText(holder.startedAt as Instant) })
        }
      }
    },
    pause: (ms) => {
      if (ms >= PAUSE && began) say('pause', { ms: Math.round(ms), until: utcText((now() + ms) as Instant) })
    },
    stopping: () => say('stopping', {}),
  }
}

/** Bars a second so far, and milliseconds until the end at the pace of the requests so far. */
function paceOf({ rows_total, elapsed_ms, done, windows }: Extract<BackfillProgress, { kind: 'window' }>): {
  readonly rate: number
  readonly left_ms: number
} {
  return {
    rate: Math.round((rows_total / Math.max(elapsed_ms, 1)) * 1000),
    left_ms: Math.round((elapsed_ms / Math.max(done, 1)) * (windows - done)),
  }
}

/** What became of the bars; those that became final are told where there are any. */
export const countsText = ({ new: added, changed, unchanged, confirmed }: BarCounts): string =>
  `${added} new, ${changed} changed, ${unchanged} unchanged${confirmed === 0 ? '' : ` (${confirmed} of them now final)`}`

type Holder = Extract<BackfillProgress, { kind: 'waiting' }>['holder']

const hostOf = ({ host }: Holder): string => host.split('/')[0] ?? host

/** What came of one series, in one line. */
function sentence(report: SeriesReport): string {
  const { ticker, interval, outcome, reason, message, from, to, rows, provisional } = report
  const parts = [`${outcome}; ${countsText(rows)}`]
  const [gap, hold, doubt] = [report.missing[0], report.held[0], report.unsettled[0]]
  if (gap !== undefined) parts.push(`${sessions(report.missing_count)} missing from ${gap} on`)
  if (hold !== undefined) parts.push(`${sessions(report.held_count)} held back from ${hold} on`)
  if (doubt !== undefined) parts.push(`${sessions(report.unsettled_count)} unsettled from ${doubt} on`)
  if (provisional > report.unsettled_count)
    parts.push(`${sessions(provisional - report.unsettled_count)} still provisional`)
  if (reason !== null) parts.push(`${reason}${message === null ? '' : `: ${message}`}`)
  else if (message !== null) parts.push(message)
  return `${ticker} ${interval} ${from}..${to}: ${parts.join('; ')}`
}

const sessions = (count: number): string => `${count} session${count === 1 ? '' : 's'}`
