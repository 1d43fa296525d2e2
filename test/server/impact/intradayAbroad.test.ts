import { expect, it } from 'vitest'
import { shippedCalendar } from '../../../server/calendars/shipped.ts'
import { measureImpact } from '../../../server/impact/impact.ts'
import { measureIntraday } from '../../../server/impact/intraday.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import { sessionsBetween } from '../../../server/market/calendar.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { emptyWorld } from '../../filledStore.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant

/** A store of files by name. */
async function storeOf(files: Readonly<Record<string, string>>) {
  const db = await emptyWorld()
  for (const [name, text] of Object.entries(files)) {
    const { report } = await ingest(db, { name, bytes: Buffer.from(text) }, { now: NOW })
    expect(report.filter(({ severity }) => severity === 'error')).toEqual([])
  }
  return db
}

const daysOf = (mic: string, from: string, to: string) =>
  sessionsBetween(shippedCalendar(mic), mustBeDate(from), mustBeDate(to)).map(({ date }) => date)

/** Bars at these clock times of each day, `price(n)` the close of the nth. */
const barsOf = (
  days: readonly string[],
  clocks: readonly string[],
  price: (at: number, start: string) => number,
): string =>
  ['start,open,high,low,close,volume']
    .concat(
      days
        .flatMap((day) => clocks.map((clock) => `${day}T${clock}:00`))
        .map((start, at) => {
          const close = price(at, start).toFixed(2)
          return `${start},${close},${close},${close},${close},1000`
        }),
    )
    .join('\n')

/** Moves that are never twice alike. */
const wave = (level: number, share: number) => (at: number) => level * (1 + share * Math.sin(at * at))

it('news in a lunch break is first traded on in the bar after it: the bar before ended as the break began', async () => {
  // Hong Kong rests from 12:00 to 13:00, so the hourly bar of 11:30 is half an hour long.
  const days = daysOf('XHKG', '2023-09-11', '2023-11-20')
  const clocks = ['09:30', '10:30', '11:30', '13:00', '14:00', '15:00']
  const told = (prices: Readonly<Record<string, number>>, other: (at: number) => number) =>
    barsOf(days, clocks, (at, start) => prices[start] ?? other(at))
  const daily = (level: number) =>
    ['date,close'].concat(days.map((day, at) => `${day},${wave(level, 0.01)(at).toFixed(2)}`)).join('\n')
  const db = await storeOf({
    '0700.HK.csv': daily(320),
    '^HSI.csv': daily(17_000),
    '0700.HK_1h.csv': told({ '2023-11-17T11:30:00': 330, '2023-11-17T13:00:00': 333.3 }, wave(320, 0.01)),
    '^HSI_1h.csv': told({ '2023-11-17T11:30:00': 17_000, '2023-11-17T13:00:00': 17_017 }, wave(17_000, 0.008)),
    'events.csv':
      'event_id,title,public_at,tickers\nnoon,News,2023-11-17T12:10:00+08:00,0700.HK\nend,News,2023-11-17T12:00:00+08:00,0700.HK\nlast,News,2023-11-17T11:59:59+08:00,0700.HK\nfirst,News,2023-11-17T09:40:00+08:00,0700.HK\n',
  })
  const settings = { estimation: [-100, -11], windows: [[0, 0]] } as const
  for (const event of ['noon', 'end']) {
    const { bar0, study } = await measureIntraday(db, event, {
      ticker: null,
      benchmark: null,
      interval: '1h',
      settings,
    })
    expect(bar0).toBe('2023-11-17T13:00:00+08:00')
    const zero = study.kind === 'excluded' ? undefined : study.bars.find(({ rel }) => rel === 0)
    // 333.3 after 330, and 17,017 after 17,000.
    expect(zero?.r).toBeCloseTo(0.01, 12)
    expect(zero?.marketReturn).toBeCloseTo(0.001, 12)
  }
  const whole = { ticker: null, benchmark: null, settings: { estimation: [-41, -11], windows: [[0, 0]] } } as const
  const splitOf = async (event: string) => {
    const impact = await measureImpact(db, event, whole)
    return impact.kind === 'measured' && impact.split.kind === 'split' ? impact.split : null
  }
  expect(await splitOf('noon')).toMatchObject({
    priceAtNews: 330,
    pricedAt: '2023-11-17T12:00:00+08:00',
    during: null,
    duringFrom: null,
  })
  // A second before the break the bar of 11:30 still holds the news.
  expect(await splitOf('last')).toMatchObject({
    duringFrom: '2023-11-17T11:30:00+08:00',
    duringTo: '2023-11-17T12:00:00+08:00',
  })
  // Within the first bar nothing has traded since the close of the 16th, which is the price at the news.
  expect(await splitOf('first')).toMatchObject({
    priceAtNews: Number(wave(320, 0.01)(days.indexOf(mustBeDate('2023-11-16'))).toFixed(2)),
    pricedAt: '2023-11-16T16:00:00+08:00',
    before: 0,
    duringFrom: '2023-11-17T09:30:00+08:00',
  })
  db.close()
})

it('the move at the news is cut by bars of its own session, at the level of its daily prices, or not at all', async () => {
  const days = daysOf('XNYS', '2023-09-11', '2023-11-20')
  const daily = (level: number) =>
    ['date,close'].concat(days.map((day, at) => `${day},${wave(level, 0.01)(at).toFixed(2)}`)).join('\n')
  const hours = ['09:30', '10:30', '11:30', '12:30', '13:30', '14:30', '15:30']
  const db = await storeOf({
    'QEV.csv': daily(100),
    'QSP.csv': daily(25),
    '^GSPC.csv': daily(4_000),
    // Half hours of the evening of the 16th alone are finer, and none of them is of the session of the 17th.
    'QEV_30m.csv': barsOf(['2023-11-16'], ['15:00', '15:30', '16:00', '16:30', '17:00'], wave(90, 0.01)),
    'QEV_1h.csv': barsOf(days.slice(-3), hours, wave(100, 0.01)),
    // As traded before a split of 4:1 that the daily closes know.
    'QSP_1h.csv': barsOf(days.slice(-3), hours, wave(100, 0.01)),
    'events.csv':
      'event_id,title,public_at,tickers\nev,News,2023-11-17T11:00:00-05:00,QEV\nsp,News,2023-11-17T11:00:00-05:00,QSP\n',
  })
  const splitOf = async (event: string) => {
    const impact = await measureImpact(db, event, {
      ticker: null,
      benchmark: mustBeTicker('^GSPC'),
      settings: { estimation: [-41, -11], windows: [[0, 0]] },
    })
    return impact.kind === 'measured' ? impact.split : impact
  }
  expect(await splitOf('ev')).toMatchObject({ kind: 'split', interval: '1h', duringFrom: '2023-11-17T10:30:00-05:00' })
  expect(await splitOf('sp')).toEqual({ kind: 'whole-session', reason: 'otherPrices' })
  db.close()
})

it('a benchmark of another exchange never lends its bars, at whatever hours it trades', async () => {
  // London's half hours from 8:00 to 16:30 are 3:00 to 11:30 in New York; four of a day are New York's too.
  const clocksOf = (first: number, bars: number) =>
    Array.from({ length: bars }, (_, at) => first + at * 30).map(
      (minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${minute % 60 === 0 ? '00' : '30'}`,
    )
  const newYork = daysOf('XNYS', '2023-11-06', '2023-12-29')
  const db = await storeOf({
    'QNY_30m.csv': barsOf(newYork, clocksOf(570, 13), wave(100, 0.01)).replace(/^2023-11-24T1[3-5].*\n/gm, ''),
    '^FTSE_30m.csv': barsOf(daysOf('XLON', '2023-11-06', '2023-12-21'), clocksOf(480, 17), wave(7_500, 0.008)),
    'events.csv':
      'event_id,title,public_at,tickers\nnight,News,2023-12-20T03:10:00-05:00,QNY\nfeast,News,2023-11-23T10:10:00-05:00,QNY\n',
  })
  const ask = async (event: string, first: number) =>
    measureIntraday(db, event, {
      ticker: null,
      benchmark: mustBeTicker('^FTSE'),
      interval: '30m',
      settings: { estimation: [first, -11], windows: [[0, 0]], minEstimationObs: 30 },
    })
  const { bar0, study } = await ask('night', -182)
  expect(bar0).toBe('2023-12-20T09:30:00-05:00')
  if (study.kind === 'excluded') throw new Error(study.detail)
  // The window ends with the third bar of the 19th and holds the 13 sessions before it whole, 3 + 13 * 13 bars. Of a day both
  // have the four from 9:30 on, and the first of them covers the night: three returns of one bar, and two of the 19th.
  expect(study.model.M).toBe(13 * 3 + 2)
  // On Thanksgiving London trades and New York does not.
  expect((await ask('feast', -165)).bar0).toBe('2023-11-24T09:30:00-05:00')
  db.close()
})

it('sessions without a bar keep their place: news of one is not news of the next bar, and no return over one is of a bar', async () => {
  const hours = ['09:30', '10:30', '11:30', '12:30', '13:30', '14:30', '15:30']
  // Nothing is stored of 18 October, nor from 1 to 30 November.
  const days = daysOf('XNYS', '2023-09-11', '2023-12-29').filter(
    (day) => day !== '2023-10-18' && !day.startsWith('2023-11'),
  )
  const db = await storeOf({
    'QHO_1h.csv': barsOf(days, hours, wave(100, 0.01)),
    '^GSPC_1h.csv': barsOf(days, hours, wave(4_000, 0.008)),
    'events.csv':
      'event_id,title,public_at,tickers\nhole,News,2023-11-15T11:00:00-05:00,QHO\nafter,News,2023-10-24T10:00:00-04:00,QHO\n',
  })
  const ask = async (event: string) =>
    measureIntraday(db, event, {
      ticker: null,
      benchmark: mustBeTicker('^GSPC'),
      interval: '1h',
      settings: { estimation: [-60, -11], windows: [[0, 0]], minEstimationObs: 30 },
    })
  expect(await ask('hole')).toMatchObject({ bar0: null, study: { kind: 'excluded', reason: 'noPrice' } })
  // Of the fifty places of the window one is the session without bars, and the return after it covers that too.
  const { bar0, study } = await ask('after')
  expect(bar0).toBe('2023-10-24T09:30:00-04:00')
  expect(study.kind === 'excluded' ? study.detail : study.model.M).toBe(48)
  db.close()
})

it('mask=confounders leaves whole sessions of payments and world events out of the estimation within the day', async () => {
  const hours = ['09:30', '10:30', '11:30', '12:30', '13:30', '14:30', '15:30']
  const days = daysOf('XNYS', '2023-09-11', '2023-11-10')
  const db = await storeOf({
    'QCO_1h.csv': barsOf(days, hours, wave(100, 0.01)),
    '^GSPC_1h.csv': barsOf(days, hours, wave(4_000, 0.008)),
    'QCO-actions.csv': 'ticker,date,type,value\nQCO,2023-10-17,dividend,0.5\n',
    'events.csv': 'event_id,title,public_at,tickers\nnews,News,2023-10-24T10:00:00-04:00,QCO\n',
  })
  const ask = async (mask: 'none' | 'events' | 'confounders') => {
    const { study } = await measureIntraday(db, 'news', {
      ticker: null,
      benchmark: mustBeTicker('^GSPC'),
      interval: '1h',
      settings: { estimation: [-60, -11], windows: [[0, 0]], minEstimationObs: 30, estimationMask: mask },
    })
    return study.kind === 'excluded' ? study.detail : study.model.M
  }
  // Fifty bars from 11 to 20 October; US consumer prices came on the 12th, QCO paid on the 17th: seven bars each.
  expect([await ask('none'), await ask('events'), await ask('confounders')]).toEqual([50, 50, 36])
  db.close()
})
