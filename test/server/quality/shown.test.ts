import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { openDb } from '../../../db/file/open.ts'
import { write } from '../../../db/file/transaction.ts'
import { saveFindings } from '../../../db/findings.ts'
import { findTicker } from '../../../db/tickers.ts'
import { tell, type Writer } from '../../../server/checks/sentence.ts'
import { measureImpact } from '../../../server/impact/impact.ts'
import { measureImpacts } from '../../../server/impact/list.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import { type BarState, barStates } from '../../../server/market/bar.ts'
import { dayOf } from '../../../server/market/day.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { openStore } from '../../../server/store/open.ts'
import { notesOfFindings } from '../../../web/core/ticker/notes.ts'
import { type CheckCatalogue, catalogue as english } from '../../../web/i18n/en/check.ts'
import { catalogue as indonesian } from '../../../web/i18n/id/check.ts'
import { folder } from '../../db/file.ts'
import { addCorrection, deleteBar, setBarState, setFindings } from '../../db/tamper.ts'
import { day } from '../checks/calm.ts'
import { exampleOn } from '../checks/hits.ts'
import { type ExportQuery, exportCsv, exportQuery } from '../tables.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant
const ousted = 'openai-20231117-altman-ousted'
const none = { ticker: null, benchmark: null, settings: {} }

let db: Db
let filled: string
const ids = new Map<string, number>()
beforeAll(async () => {
  filled = join(mkdtempSync(join(tmpdir(), 'aftershock-')), 'sample.db')
  const sample = (await openStore(filled, NOW)).db
  for (const symbol of ['MSFT', '^GSPC']) ids.set(symbol, (await findTicker(sample, mustBeTicker(symbol)))?.id ?? 0)
  sample.close()
})
afterAll(() => rmSync(dirname(filled), { recursive: true }))
// Each test spoils a copy of the sample.
beforeEach(async () => {
  const file = join(folder(), 'spoiled.db')
  copyFileSync(filled, file)
  db = (await openDb(file, NOW)).db
  // The benchmark's source has no volume for 2023-05-24, which every window around here would tell.
  setFindings(db, 'resolved', ['VOL_ZERO_MOVE'])
})
afterEach(() => db.close())

const idOf = (symbol: string): number => ids.get(symbol) ?? 0
const remove = (symbol: string, date: string) => deleteBar(db, idOf(symbol), day(date))
const mark = (symbol: string, date: string, state: BarState) => setBarState(db, idOf(symbol), day(date), state)
const find = (symbol: string, ...findings: Parameters<typeof saveFindings>[2]) =>
  write(db, (tx) => saveFindings(tx, { tickerId: idOf(symbol), interval: '1d', fetchId: null, now: NOW }, findings))
const held = (date: string) => ({ holds: { from: day(date), to: day(date) } })
const rows = async (query: ExportQuery) =>
  parse((await Array.fromAsync(await exportCsv(db, query))).join(''), { columns: true }) as Record<string, string>[]

/** Values as they are. */
const plain: Writer = { number: String, exact: String, count: String, percent: String, date: String, step: String }

describe('BAR_LIVE', () => {
  const at = (text: string) => Date.parse(text) as Instant
  const take = (symbol: string, row: string, now: Instant) =>
    ingest(db, { name: `${symbol}.csv`, bytes: Buffer.from(`date,close,volume\n${row}\n`) }, { now })
  const told = async () => {
    const { checks } = await measureImpact(db, ousted, none)
    const [row] = (await rows(exportQuery('impacts', { ticker: 'MSFT' }, null))).filter(
      ({ event_id }) => event_id === ousted,
    )
    const list = await measureImpacts(db, mustBeTicker('MSFT'), { from: null, to: null }, none)
    const line = list.impacts.find(({ event_id }) => event_id === ousted)
    return [checks.map(({ check, ticker }) => `${check} ${ticker}`), row?.checks, line?.checks]
  }
  /** What the card of the event says of the bars behind its figures. */
  const onCard = async ({ says, sentences }: CheckCatalogue) => {
    const { checks } = await measureImpact(db, ousted, none)
    return notesOfFindings(checks).map(({ kind, check, ticker, from, finding }) => {
      const told = finding === null ? null : tell(finding, sentences, plain)
      return [kind, says[check as 'BAR_LIVE'], ticker, from, told?.observed]
    })
  }
  it.each([
    ['MSFT', '2023-11-20,377.1,1000000', '2023-11-20,377.44,52465000'],
    ['^GSPC', '2023-11-20,4540,1000000', '2023-11-20,4547.38,3644790000'],
  ])(
    'a running bar of %s is beside every figure that it takes part in, until it is whole',
    async (symbol, running, whole) => {
      expect(await told()).toEqual([[], '', []])
      // Day 0 is 2023-11-17: the session after it is in every window.
      remove(symbol, '2023-11-20')
      await take(symbol, running, at('2023-11-20T18:00:00Z'))
      expect(await told()).toEqual([[`BAR_LIVE ${symbol}`], 'BAR_LIVE', ['BAR_LIVE']])
      const where = [symbol, '2023-11-20'] as const
      const seen = '2023-11-20T18:00:00.000Z'
      expect(await onCard(english)).toEqual([['checked', 'the session was not over', ...where, `seen ${seen}`]])
      expect(await onCard(indonesian)).toEqual([['checked', 'sesinya belum selesai', ...where, `terlihat ${seen}`]])
      await take(symbol, whole, at('2023-11-21T12:00:00Z'))
      expect(await told()).toEqual([[], '', []])
    },
  )
})

describe('BENCH_ALIGN', () => {
  const checks = async () => (await measureImpact(db, ousted, none)).checks
  it('measureImpact() says nothing where both have the same sessions', async () => expect(await checks()).toEqual([]))
  // Day 0 is 2023-11-17. The estimation window begins 260 sessions earlier, the event window ends ten later.
  it.each([
    ['MSFT', '2022-11-04', 'first session of the estimation window'],
    ['MSFT', '2023-11-06', 'first session after the clocks change'],
    ['MSFT', '2023-11-24', 'half day of the event window'],
    ['MSFT', '2023-12-04', 'last session of the event window'],
    ['^GSPC', '2023-06-06', 'session without the benchmark'],
  ])('measureImpact() names it where %s has no bar of %s, the %s', async (symbol, date) => {
    remove(symbol, date)
    expect(await checks()).toEqual([
      {
        ticker: 'MSFT',
        check: 'BENCH_ALIGN',
        about: ['prices'],
        severity: 'warn',
        status: 'open',
        from: date,
        to: date,
        holds: null,
        evidence: { kind: 'sessions', values: { sessions: 1 } },
        observed: '1 session with a bar of one and not of the other',
        expected: 'the same sessions',
      },
    ])
  })
  it.each([
    ['MSFT', '2022-11-03'],
    ['MSFT', '2023-12-05'],
    ['^GSPC', '2022-11-03'],
    ['^GSPC', '2023-12-05'],
  ])('measureImpact() does not mind that %s lacks %s, just outside', async (symbol, date) => {
    remove(symbol, date)
    expect(await checks()).toEqual([])
  })
  it('measureImpact() counts what either lacks, not what both lack or what is held', async () => {
    remove('MSFT', '2023-06-06')
    remove('^GSPC', '2023-06-08')
    remove('MSFT', '2023-06-09')
    remove('^GSPC', '2023-06-09')
    mark('MSFT', '2023-06-12', 'held')
    await find('MSFT', exampleOn('UNIT_POINT', day('2023-06-12'), held('2023-06-12')))
    expect(await checks()).toMatchObject([
      {
        check: 'BENCH_ALIGN',
        from: '2023-06-06',
        to: '2023-06-08',
        evidence: { kind: 'sessions', values: { sessions: 2 } },
      },
      { check: 'UNIT_POINT', severity: 'error', from: '2023-06-12' },
    ])
  })
  it('measureImpact() tells of findings about either that reach into the windows, and of none beyond them', async () => {
    await find(
      'MSFT',
      exampleOn('MOVE_LARGE', day('2022-11-03')),
      exampleOn('STALE_RUN', day('2022-11-02'), { to: day('2022-11-04') }),
      exampleOn('MOVE_LARGE', day('2023-12-04')),
      exampleOn('MOVE_LARGE', day('2023-12-05')),
      exampleOn('REVISED', day('2023-11-17'), { severity: 'info' }),
    )
    // The range of a bar is no part of a return, nor is a benchmark's volume of anything.
    await find('^GSPC', exampleOn('GAP_RETURN', day('2023-06-06')), exampleOn('BAR_OHLC', day('2023-06-07')))
    await find('^GSPC', exampleOn('VOL_LARGE', day('2023-06-08')))
    expect((await checks()).map(({ ticker, check, from }) => `${ticker} ${check} ${from}`)).toEqual([
      'MSFT STALE_RUN 2022-11-02',
      'MSFT MOVE_LARGE 2023-12-04',
      '^GSPC GAP_RETURN 2023-06-06',
    ])
  })
  it('the list and both tables name it', async () => {
    remove('MSFT', '2023-11-24')
    const { impacts } = await measureImpacts(db, mustBeTicker('MSFT'), { from: null, to: null }, { ...none })
    expect(impacts.find(({ event_id }) => event_id === ousted)).toMatchObject({ checks: ['BENCH_ALIGN'] })
    const lines = await rows(exportQuery('impacts', { ticker: 'MSFT' }, null))
    expect(lines.find(({ event_id }) => event_id === ousted)).toMatchObject({ checks: 'BENCH_ALIGN', state: 'final' })
    const sessions = await rows(exportQuery('impact', {}, ousted))
    expect(sessions.filter(({ checks: names }) => names !== '')).toMatchObject([
      { date: '2023-11-24', checks: 'BENCH_ALIGN', close: '', state: '' },
    ])
  })
})

describe('which figures a finding marks', () => {
  const line = async () =>
    (await rows(exportQuery('impacts', { ticker: 'MSFT' }, null))).find(({ event_id }) => event_id === ousted)
  // Each check is about these by its declaration; what each figure is made of is written down in methods.md.
  it.each([
    ['MOVE_LARGE', 'MOVE_LARGE', '', 'MOVE_LARGE', ''],
    ['VOL_ZERO_MOVE', '', 'VOL_ZERO_MOVE', '', 'VOL_ZERO_MOVE'],
    ['BAR_OHLC', '', '', 'BAR_OHLC', ''],
    ['DIV_SCALE', 'DIV_SCALE', '', 'DIV_SCALE', ''],
    ['ADJ_NONPOS', '', '', '', ''],
    // It spans a whole history; each replaced session is REVISED, which marks.
    ['RESTATE_MIXED', '', '', '', ''],
    ['REVISED', 'REVISED', 'REVISED', 'REVISED', 'REVISED'],
    ['GAP', 'GAP', 'GAP', 'GAP', 'GAP'],
  ] as const)(
    '%s marks returns with "%s", volume figures with "%s", a bar with "%s" and its volume with "%s"',
    async (check, returns, ofVolume, bar, volume) => {
      await find('MSFT', exampleOn(check, day('2023-11-20')))
      expect(await line()).toMatchObject({ checks: returns, volume_checks: ofVolume })
      const session = { checks: bar, volume_checks: volume }
      const prices = await rows(exportQuery('prices', { ticker: 'MSFT', from: '2023-11-20', to: '2023-11-20' }, null))
      expect(prices).toMatchObject([session])
      const panel = await rows(exportQuery('impact', {}, ousted))
      expect(panel.find(({ date }) => date === '2023-11-20')).toMatchObject(session)
    },
  )
  it('measureImpacts() marks nothing for a volume that the benchmark lacks', async () => {
    setFindings(db, 'open', ['VOL_ZERO_MOVE'])
    const { impacts } = await measureImpacts(db, mustBeTicker('MSFT'), { from: null, to: null }, { ...none })
    expect(impacts).toHaveLength(48)
    expect(impacts.filter(({ checks, volumeChecks }) => checks.length + volumeChecks.length > 0)).toEqual([])
  })
  it('measureImpacts() marks volume figures also for a bar that is held back for its price', async () => {
    await find('MSFT', exampleOn('UNIT_POINT', day('2023-11-17'), held('2023-11-17')))
    mark('MSFT', '2023-11-17', 'held')
    expect(await line()).toMatchObject({ checks: 'UNIT_POINT', volume_checks: 'UNIT_POINT' })
  })
})

describe('state and checks of a table', () => {
  it.each(barStates)('exportCsv() writes a bar that is %s as that, into prices, panel and impacts', async (state) => {
    mark('MSFT', '2023-11-17', state)
    const prices = await rows(exportQuery('prices', { ticker: 'MSFT', from: '2023-11-17', to: '2023-11-17' }, null))
    expect(prices).toMatchObject([{ date: '2023-11-17', state }])
    const sessions = await rows(exportQuery('impact', {}, ousted))
    expect(sessions.find(({ rel }) => rel === '0')?.state).toBe(state)
    const lines = await rows(exportQuery('impacts', { ticker: 'MSFT' }, null))
    expect(lines.find(({ event_id }) => event_id === ousted)?.state).toBe(state)
  })
  it('exportCsv() names open and accepted checks of bars, behind figures no accepted warnings, and nowhere remarks or what was resolved', async () => {
    const date = day('2023-11-17')
    await find(
      'MSFT',
      exampleOn('MOVE_LARGE', date),
      exampleOn('VOL_ZERO_MOVE', date),
      exampleOn('REVISED', date, { severity: 'info' }),
      exampleOn('BAR_OHLC', date),
      exampleOn('GAP', day('2023-11-20')),
      exampleOn('UNIT_POINT', day('2023-11-21'), held('2023-11-21')),
    )
    setFindings(db, 'resolved', ['BAR_OHLC'])
    setFindings(db, 'accepted', ['VOL_ZERO_MOVE', 'UNIT_POINT'])
    const prices = await rows(exportQuery('prices', { ticker: 'MSFT', from: '2023-11-16', to: '2023-11-20' }, null))
    expect(prices.map(({ checks }) => checks)).toEqual(['', 'MOVE_LARGE', 'GAP'])
    expect(prices.map((row) => row.volume_checks)).toEqual(['', 'VOL_ZERO_MOVE', 'GAP'])
    const behind = async () =>
      (await rows(exportQuery('impacts', { ticker: 'MSFT' }, null))).find(({ event_id }) => event_id === ousted)?.checks
    // An accepted error counts while its correction is laid over the bars.
    expect(await behind()).toBe('GAP|MOVE_LARGE')
    addCorrection(db, idOf('MSFT'), dayOf(day('2023-11-21')))
    expect(await behind()).toBe('GAP|MOVE_LARGE|UNIT_POINT')
    expect((await measureImpact(db, ousted, none)).checks.map(({ check, status }) => [check, status])).toContainEqual([
      'UNIT_POINT',
      'accepted',
    ])
  })
  it('exportCsv() names the check of a held bar also where the finding lies on another session', async () => {
    for (const date of ['2023-11-16', '2023-11-17']) mark('MSFT', date, 'held')
    await find('MSFT', {
      ...exampleOn('SPLIT_STEP', day('2023-11-20')),
      holds: { from: day('2022-01-03'), to: day('2023-11-17') },
    })
    const prices = await rows(exportQuery('prices', { ticker: 'MSFT', from: '2023-11-15', to: '2023-11-20' }, null))
    expect(prices.map(({ checks, state }) => [checks, state])).toEqual([
      ['', 'final'],
      ['SPLIT_STEP', 'held'],
      ['SPLIT_STEP', 'held'],
      ['SPLIT_STEP', 'final'],
    ])
    const impact = await measureImpact(db, ousted, none)
    expect(impact.kind === 'measured' ? impact.finding.en : impact.reason).toContain('SPLIT_STEP holds its price back')
  })
})
