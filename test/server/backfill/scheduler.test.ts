import { describe, expect, it } from 'vitest'
import { write } from '../../../db/file/transaction.ts'
import { saveProvider } from '../../../db/provider.ts'
import { beginRun, endRun } from '../../../db/runs.ts'
import type { JobEnd, Started } from '../../../server/backfill/runner.ts'
import { keepUpToDate, type Past } from '../../../server/backfill/schedule.ts'
import { bringUpToDate, pastOf } from '../../../server/backfill/scheduler.ts'
import { nyse } from '../../../server/calendars/nyse.ts'
import { shippedCalendar } from '../../../server/calendars/shipped.ts'
import { type Instant, instant, utcText } from '../../../server/market/instant.ts'
import { emptyWorld } from '../../filledStore.ts'

/** A clock that only sleeping moves. */
function clock(start: string, until: string) {
  let now = (instant(start) ?? 0) as number
  const end = (instant(until) ?? 0) as number
  const stop = new AbortController()
  return {
    now: () => now,
    signal: stop.signal,
    sleep: async (ms: number) => {
      now += ms
      if (now < end) return
      stop.abort()
      throw new Error('stopped')
    },
  }
}

const at = (text: string): number => {
  const found = instant(text)
  if (found === null) throw new Error(`There is no ${text}`)
  return found
}
/** The last close of the scenes below was not missed. */
const upToDate: Past = { lastBegan: at('2026-11-23T22:30:00Z'), resumeAt: null }

/** Runs the schedule between two moments. @returns when it asked for a backfill */
async function runsBetween(
  start: string,
  until: string,
  resume: (runs: number, now: number) => number | null = () => null,
  past: Past = upToDate,
  calendars = [nyse],
) {
  const time = clock(start, until)
  const runs: string[] = []
  await keepUpToDate(async () => calendars, {
    ...time,
    past: async () => past,
    run: async () => {
      runs.push(utcText(time.now() as Instant))
      return resume(runs.length, time.now())
    },
  })
  return runs
}

describe('keepUpToDate', () => {
  it('keepUpToDate() runs after each close of the week of Thanksgiving 2026, early on the half day', async () => {
    expect(await runsBetween('2026-11-24T12:00:00Z', '2026-12-01T00:00:00Z')).toEqual([
      '2026-11-24T22:30:00Z',
      '2026-11-25T22:30:00Z',
      '2026-11-27T19:30:00Z',
      '2026-11-30T22:30:00Z',
    ])
  })
  it('keepUpToDate() follows New York across the end of summer time', async () => {
    const past = { lastBegan: at('2026-10-29T21:30:00Z'), resumeAt: null }
    expect(await runsBetween('2026-10-30T12:00:00Z', '2026-11-03T00:00:00Z', () => null, past)).toEqual([
      '2026-10-30T21:30:00Z',
      '2026-11-02T22:30:00Z',
    ])
  })
  it('keepUpToDate() runs after the close of each exchange, of a day that ends at midnight on the next', async () => {
    // Jakarta closes at 15:50 (08:50Z), New York at 16:00 (21:00Z), a coin's day at 24:00Z.
    const all = [shippedCalendar('XIDX'), nyse, shippedCalendar('24-7')]
    const past = { lastBegan: at('2026-11-24T12:00:00Z'), resumeAt: null }
    expect(await runsBetween('2026-11-24T12:00:00Z', '2026-11-26T12:00:00Z', () => null, past, all)).toEqual([
      '2026-11-24T22:30:00Z',
      '2026-11-25T01:30:00Z',
      '2026-11-25T10:20:00Z',
      '2026-11-25T22:30:00Z',
      '2026-11-26T01:30:00Z',
      '2026-11-26T10:20:00Z',
    ])
    // A server that starts between midnight and half past one has not missed the coin's day yet.
    const fresh = { lastBegan: at('2026-11-24T22:31:00Z'), resumeAt: null }
    expect(await runsBetween('2026-11-25T00:30:00Z', '2026-11-25T02:00:00Z', () => null, fresh, all)).toEqual([
      '2026-11-25T01:30:00Z',
    ])
  })

  it('keepUpToDate() comes back when the source said, and then after the next close', async () => {
    const runs = await runsBetween('2026-11-24T12:00:00Z', '2026-11-26T00:00:00Z', (count, now) =>
      count === 1 ? now + 3_600_000 : null,
    )
    expect(runs).toEqual(['2026-11-24T22:30:00Z', '2026-11-24T23:30:00Z', '2026-11-25T22:30:00Z'])
  })
})

describe('keepUpToDate() of a server that starts', () => {
  const starts = (start: string, lastBegan: string | null, resumeAt: string | null = null) =>
    runsBetween(start, '2026-12-01T00:00:00Z', () => null, {
      lastBegan: lastBegan === null ? null : at(lastBegan),
      resumeAt: resumeAt === null ? null : at(resumeAt),
    })
  it.each([
    // Wednesday evening; Thursday is Thanksgiving, Friday a half day, then a weekend.
    ['2026-11-25T23:00:00Z', '2026-11-24T22:30:00Z', '2026-11-25T23:00:00Z'],
    ['2026-11-25T22:29:59Z', '2026-11-24T22:30:00Z', '2026-11-25T22:30:00Z'],
    ['2026-11-26T22:30:00Z', '2026-11-25T22:30:00Z', '2026-11-27T19:30:00Z'],
    ['2026-11-26T22:30:00Z', '2026-11-25T22:29:59Z', '2026-11-26T22:30:00Z'],
    ['2026-11-28T12:00:00Z', '2026-11-27T19:29:59Z', '2026-11-28T12:00:00Z'],
    ['2026-11-28T12:00:00Z', '2026-11-27T19:30:00Z', '2026-11-30T22:30:00Z'],
    ['2026-11-29T12:00:00Z', null, '2026-11-29T12:00:00Z'],
    // A run of the future was told by a clock that was wrong.
    ['2026-11-29T12:00:00Z', '2026-12-24T00:00:00Z', '2026-11-29T12:00:00Z'],
  ])('at %s, after a run that began at %s, runs first at %s', async (start, last, first) =>
    expect((await starts(start, last))[0]).toBe(first),
  )
  it('waits for the source as an earlier server was told, but not longer than a day', async () => {
    expect((await starts('2026-11-28T12:00:00Z', null, '2026-11-28T15:00:00Z'))[0]).toBe('2026-11-28T15:00:00Z')
    expect((await starts('2026-11-28T12:00:00Z', null, '2027-11-28T15:00:00Z'))[0]).toBe('2026-11-29T12:00:00Z')
  })
  it('leaves a source alone beyond the next close when it says so', async () => {
    const runs = await runsBetween('2026-11-24T12:00:00Z', '2026-11-26T12:00:00Z', (count) =>
      count === 1 ? at('2026-11-25T22:25:00Z') : count === 2 ? at('2026-11-26T02:00:00Z') : null,
    )
    expect(runs).toEqual(['2026-11-24T22:30:00Z', '2026-11-25T22:25:00Z', '2026-11-26T02:00:00Z'])
  })
})

describe('pastOf', () => {
  it('pastOf() counts only runs for everything stored that went through, and what the source asked for', async () => {
    const db = await emptyWorld()
    const everything = { tickers: [], intervals: [], from: null, to: null }
    const ran = (request: unknown, outcome: string, began: number) =>
      write(db, async (tx) => endRun(tx, await beginRun(tx, 'backfill', request, began), outcome, {}, began + 1))
    expect(await pastOf(db)).toEqual({ lastBegan: null, resumeAt: null })
    await ran(everything, 'complete', 100)
    await ran(everything, 'partial', 200)
    await ran(everything, 'deferred', 300)
    await ran(everything, 'stopped', 400)
    await ran({ ...everything, tickers: ['MSFT'] }, 'complete', 500)
    await ran({ ...everything, intervals: ['1h'] }, 'complete', 600)
    const said = { name: 'yahoo', outcome: 'rate_limit', message: null, resumeAt: 900, updatedAt: 300 }
    await write(db, (tx) => saveProvider(tx, said))
    expect(await pastOf(db)).toEqual({ lastBegan: 200, resumeAt: 900 })
    db.close()
  })
})

describe('bringUpToDate', () => {
  const now = () => 1_000_000
  const desk = (started: Started) => ({ start: async () => started })
  const ended = (resume_at: string | null): Promise<JobEnd> =>
    Promise.resolve({ kind: 'report', report: { resume_at } as Extract<JobEnd, { kind: 'report' }>['report'] })

  it('bringUpToDate() asks for everything stored', async () => {
    const asked: unknown[] = []
    await bringUpToDate(
      {
        start: async (request) => {
          asked.push(request)
          return { kind: 'started', id: 1, ended: ended(null) }
        },
      },
      now,
    )
    expect(asked).toEqual([{ tickers: [], intervals: [], from: null, to: null }])
  })
  it('bringUpToDate() is done when the run went through', async () =>
    expect(await bringUpToDate(desk({ kind: 'started', id: 1, ended: ended(null) }), now)).toBeNull())
  it('bringUpToDate() comes back when a deferred run said', async () =>
    expect(await bringUpToDate(desk({ kind: 'started', id: 1, ended: ended('1970-01-01T01:00:00Z') }), now)).toBe(
      3_600_000,
    ))
  it('bringUpToDate() tries again in ten minutes while somebody else backfills', async () =>
    expect(await bringUpToDate(desk({ kind: 'taken', message: '' }), now)).toBe(1_600_000))
})
