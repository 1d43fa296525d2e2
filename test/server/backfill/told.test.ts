import { describe, expect, it } from 'vitest'
import type { LeaseHolder } from '../../../db/file/lease.ts'
import { toJsonLines, toTerminal } from '../../../scripts/backfillProgress.ts'
import { progressLine } from '../../../scripts/bar.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'

const NOW = Date.parse('2024-06-14T12:00:00Z')
const ERASE = '\r\u001b[2K'
const holder: LeaseHolder = { owner: 'x', host: 'here/boot/1', pid: 7, startedAt: NOW, renewedAt: NOW }

/** What a terminal of some width, or a file, is sent. */
function stream(columns: number | null) {
  const sent: string[] = []
  const write = (text: unknown) => sent.push(String(text)) > 0
  return { sent, line: progressLine({ write, isTTY: columns !== null, columns: columns ?? 0 } as never) }
}
const begin = { kind: 'begin', run_id: 1, windows: 40, series: 20 } as const
const step = {
  kind: 'window',
  ticker: mustBeTicker('W07'),
  interval: '1d',
  from: mustBeDate('2015-01-02'),
  to: mustBeDate('2019-12-31'),
  done: 10,
  windows: 40,
  rows: 1258,
  rows_total: 12_580,
  elapsed_ms: 10_000,
} as const

describe('progressLine() and toTerminal()', () => {
  it('draws a bar with pace and time left that fits eighty columns', () => {
    const { sent, line } = stream(80)
    toTerminal(line, () => NOW).progress(step)
    // 12,580 bars in 10 s; ten of forty requests took 10 s, so thirty take 30 s.
    expect(sent).toEqual([`${ERASE}[######..................] 10/40 W07 1d to 2019-12-31, 1258 bars/s, 0:30 left`])
    expect((sent[0] ?? '').length - ERASE.length).toBeLessThan(80)
  })
  it.each([60, 40])('gives the bar away before the words on %i columns', (columns) => {
    const { sent, line } = stream(columns)
    toTerminal(line, () => NOW).progress(step)
    const text = (sent[0] ?? '').slice(ERASE.length)
    expect(text.length).toBeLessThan(columns)
    expect(text).toMatch(/^\[##\.{6}\] 10\/40 W07 1d to 2019/)
  })
  it('says how long the source is left alone, where the bar was', () => {
    const { sent, line } = stream(80)
    const teller = toTerminal(line, () => NOW)
    teller.progress(step)
    teller.pause(30_000)
    expect(sent[1]).toBe(`${ERASE}[####.............] 10/40 the source is left alone for 0:30, until 12:00:30 UTC`)
    teller.pause(250)
    expect(sent).toHaveLength(2)
  })
  it('says whom it waits for once where nothing can be redrawn, and draws no bar there', () => {
    const { sent, line } = stream(null)
    const teller = toTerminal(line, () => NOW)
    for (let n = 0; n < 3; n++) teller.progress({ kind: 'waiting', holder })
    teller.progress(begin)
    teller.progress(step)
    teller.pause(30_000)
    expect(sent).toEqual(['waiting for another backfill (process 7 on here)\n'])
  })
})

describe('toJsonLines()', () => {
  it('tells pauses once the work has begun, and waiting once', () => {
    const sent: string[] = []
    const teller = toJsonLines(
      (line) => sent.push(line),
      () => NOW,
    )
    for (let n = 0; n < 3; n++) {
      teller.progress({ kind: 'waiting', holder })
      teller.pause(1000)
    }
    teller.progress(begin)
    teller.pause(499)
    teller.pause(2000)
    teller.stopping()
    expect(sent).toEqual([
      '{"kind":"waiting","pid":7,"host":"here","since":"2024-06-14T12:00:00Z"}\n',
      '{"kind":"begin","run_id":1,"windows":40,"series":20}\n',
      '{"kind":"pause","ms":2000,"until":"2024-06-14T12:00:02Z"}\n',
      '{"kind":"stopping"}\n',
    ])
  })
})
