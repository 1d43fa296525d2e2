import { describe, expect, it } from 'vitest'
import { keepUpToDate } from '../../server/backfill/schedule.ts'
import type { JobEnd, Started } from '../../server/desk/backfillDesk.ts'
import { bringUpToDate } from '../../server/desk/schedule.ts'
import { type Instant, instant, utcText } from '../../server/market/instant.ts'
import { nyse } from '../../server/market/nyse.ts'

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

/** Runs the schedule between two moments. @returns when it asked for a backfill */
async function runsBetween(
  start: string,
  until: string,
  resume: (runs: number, now: number) => number | null = () => null,
) {
  const time = clock(start, until)
  const runs: string[] = []
  await keepUpToDate(nyse, {
    ...time,
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
    expect(await runsBetween('2026-10-30T12:00:00Z', '2026-11-03T00:00:00Z')).toEqual([
      '2026-10-30T21:30:00Z',
      '2026-11-02T22:30:00Z',
    ])
  })
  it('keepUpToDate() comes back when the source said, and then after the next close', async () => {
    const runs = await runsBetween('2026-11-24T12:00:00Z', '2026-11-26T00:00:00Z', (count, now) =>
      count === 1 ? now + 3_600_000 : null,
    )
    expect(runs).toEqual(['2026-11-24T22:30:00Z', '2026-11-24T23:30:00Z', '2026-11-25T22:30:00Z'])
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
