import { describe, expect, it } from 'vitest'
import { Problem } from '../../../server/problem.ts'
import { studyText } from '../../../server/study/json.ts'
import { faultIn, placeOf, valueIn } from '../../../server/study/jsonPlace.ts'
import { readSpec } from '../../../server/study/spec.ts'
import { versionedStudy } from '../../../server/study/version.ts'

const sessions = 60
const calendar = Array.from({ length: sessions }, (_, i) =>
  new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10),
)
// Two incommensurable waves: a benchmark that moves, and a security that is no copy of it.
const market = calendar.map((_, i) => Math.sin(i * 1.7) / 100)
const asset = calendar.map((_, i) => Math.sin(i * 1.7) / 90 + Math.cos(i * 2.9) / 200)
const settings = {
  estimation: [-45, -6],
  event: [-2, 2],
  windows: [
    [0, 0],
    [-2, 2],
  ],
  minEstimationObs: 30,
}
const spec = {
  settings,
  series: { calendar, returns: { A: asset, M: market } },
  events: [{ id: 'one', ticker: 'A', market: 'M', day0: calendar[50] }],
}
type Changes = Record<string, unknown>
const changed = (changes: Changes) => JSON.stringify({ ...spec, ...changes }, null, 1)
const series = (changes: Changes) => changed({ series: { ...spec.series, ...changes } })
const event = (changes: Changes) => changed({ events: [{ ...spec.events[0], ...changes }] })
const returns = (changes: Changes) => series({ returns: { A: asset, M: market, ...changes } })
const replaced = (values: readonly unknown[], at: number, value: unknown) =>
  values.map((old, i) => (i === at ? value : old))

function refusal(text: string): { code: string; parameter: string | null; message: string } {
  try {
    readSpec(text)
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('it was accepted')
}

const noStore = async () => {
  throw new Error('an inline study opens no store')
}
const answerOf = async (text: string) => JSON.parse([...studyText(await versionedStudy(text, noStore))].join(''))

describe('readSpec() refuses what it cannot use and says where', () => {
  it.each([
    ['no JSON', '{"events": [', 'bad_json', /line 1/],
    ['NaN', '{"events":\n [NaN]}', 'bad_json', /line 2, column 3: NaN is no JSON number; write null/],
    ['a bare word', '{"events": oops}', 'bad_json', /column 12/],
    ['a list', '[]', 'bad_spec', /as an object/],
    ['nothing', '{}', 'bad_spec', /neither events/],
    ['an unknown key', changed({ colour: 1 }), 'bad_spec', /colour on line \d+ as no such key/],
    ['an unknown setting', changed({ settings: { ...settings, modle: 'market' } }), 'bad_spec', /settings\.modle/],
    [
      'text in a series',
      returns({ A: replaced(asset, 17, 'abc') }),
      'bad_spec',
      /series\.returns\.A\[17\] on line \d+ as number: "abc"/,
    ],
    [
      'a number beyond all numbers in a series',
      returns({ A: replaced(asset, 3, 777.5) }).replace('777.5', '1e999'),
      'bad_spec',
      /series\.returns\.A\[3\] on line \d+ as number: 1e999 is beyond the largest number .* 1\.8e308$/,
    ],
    [
      'another, below them, in the settings',
      changed({ settings: { ...settings, alpha: 777.5 } }).replace('777.5', '-1e400'),
      'bad_spec',
      /settings\.alpha on line \d+ as number: -1e400 is beyond the largest number/,
    ],
    [
      'a column of another length',
      returns({ A: asset.slice(1) }),
      'bad_spec',
      /takes 60 values, one a session: it has 59/,
    ],
    [
      'an unsorted calendar',
      series({ calendar: replaced(calendar, 5, '2024-01-02') }),
      'bad_spec',
      /calendar\[5\] on line \d+ as it does not come after 2024-01-05/,
    ],
    [
      'a session twice',
      series({ calendar: replaced(calendar, 5, calendar[4]) }),
      'bad_spec',
      /calendar\[5\] on line \d+ as it does not come after 2024-01-05/,
    ],
    [
      'a calendar that is none',
      series({ calendar: replaced(calendar, 5, '2024-02-30') }),
      'bad_spec',
      /as a date YYYY-MM-DD: "2024-02-30"/,
    ],
    ['an unknown ticker', event({ ticker: 'B' }), 'bad_spec', /events\[0\]\.ticker on line \d+ as a name in series/],
    ['a name every object has', event({ ticker: 'constructor' }), 'bad_spec', /events\[0\]\.ticker/],
    ['an unknown benchmark', event({ market: 'X' }), 'bad_spec', /events\[0\]\.market/],
    ['an event twice', changed({ events: [spec.events[0], spec.events[0]] }), 'bad_spec', /events\[1\]\.id/],
    ['no events', changed({ events: [] }), 'bad_spec', /events/],
    [
      'an event without a day',
      changed({ events: [{ id: 'x', ticker: 'A' }] }),
      'bad_spec',
      /day0 on line \d+ as string: it is absent|day0 as string: it is absent/,
    ],
    [
      'overlapping windows',
      changed({ settings: { estimation: [-45, -1], event: [-2, 2], windows: [[0, 0]] } }),
      'bad_settings',
      /reaches into the event window/,
    ],
    [
      'three observations',
      changed({ settings: { estimation: [-10, -8], event: [0, 0], windows: [[0, 0]] } }),
      'bad_settings',
      /takes 30 sessions: it has 3/,
    ],
    ['prices and returns of one name', series({ prices: { A: asset } }), 'bad_spec', /also has prices/],
    [
      'a stored date that is none',
      JSON.stringify({ events: { from: '2024-02-30' } }),
      'bad_spec',
      /events\.from on line 1 as a date/,
    ],
    ['a stored family that is none', JSON.stringify({ events: { family: 'weather' } }), 'bad_spec', /events\.family/],
  ])('readSpec() refuses %s', (_, text, code, message) => {
    const refused = refusal(text)
    expect(refused.code).toBe(code)
    expect(refused.message).toMatch(message)
  })

  it('readSpec() completes settings with their defaults', () => {
    const read = readSpec(JSON.stringify({ events: ['a'] }))
    expect(read.settings).toMatchObject({
      model: 'market',
      returnType: 'simple',
      estimation: [-260, -11],
      event: [-10, 10],
      alpha: 0.05,
    })
    expect(read).toMatchObject({ kind: 'stored', detail: null, robustness: false, benchmark: null, events: ['a'] })
  })

  it('readSpec() reads a named factor model of the store as its factors', () =>
    expect(readSpec(JSON.stringify({ settings: { model: 'ff3' }, events: ['a'] })).settings).toMatchObject({
      model: 'factors',
      factors: ['mkt_rf', 'smb', 'hml'],
      riskFree: 'rf',
    }))

  it('readSpec() does not let __proto__ reach an object', () => {
    expect(() => readSpec(changed({}).replace('"settings"', '"__proto__": {"polluted": 1}, "settings"'))).toThrow()
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('runStudy() says why an event is left out', () => {
  it.each([
    ['a day that is no session', event({ day0: '2023-12-31' }), 'outsideData', /run from 2024-01-01 to 2024-02-29/],
    ['an estimation window before the data', event({ day0: calendar[20] }), 'tooFewObservations', /usable sessions/],
    ['a benchmark that never moved', returns({ M: market.map(() => 0.001) }), 'constantBenchmark', /./],
    [
      'a security that never moved',
      changed({
        settings: { ...settings, model: 'mean' },
        series: { calendar, returns: { A: asset.map(() => 0), M: market } },
      }),
      'zeroVariance',
      /./,
    ],
    [
      'no return in the event window',
      returns({ A: asset.map((r, i) => (i >= 48 && i <= 52 ? null : r)) }),
      'noPrice',
      /./,
    ],
  ])('runStudy() excludes an event with %s', async (_, text, reason, detail) => {
    const answer = await answerOf(text)
    expect(answer.single).toEqual([])
    expect(answer.excluded).toHaveLength(1)
    expect(answer.excluded[0]).toMatchObject({ id: 'one', ticker: 'A', reason })
    expect(answer.excluded[0].detail).toMatch(detail)
    expect(answer.untested).toMatchObject({ reason: 'tooFewEvents', N: 0 })
    expect(JSON.stringify(answer)).not.toMatch(/NaN|Infinity/)
  })

  it('runStudy() keeps an event whose window the data cut, and says so', async () => {
    const answer = await answerOf(event({ day0: calendar[59] }))
    expect(answer.excluded).toEqual([])
    expect(answer.single[0].flags).toContain('truncatedWindow')
    expect(answer.single[0].days[4]).toMatchObject({ rel: 2, ar: null, reason: 'truncatedWindow' })
  })

  it('runStudy() merges items of one session into one event', async () => {
    const [first] = spec.events
    const answer = await answerOf(changed({ events: [first, { ...first, id: 'two' }] }))
    expect(answer.single).toHaveLength(1)
    expect(answer.single[0]).toMatchObject({ id: 'one+two', items: ['one', 'two'] })
    expect(answer.warnings.map(({ code }: { code: string }) => code)).toContain('jointSessions')
  })

  it('runStudy() does not count an event among its own company', async () => {
    const answer = await answerOf(changed({}))
    expect(answer.single[0]).toMatchObject({ overlapsEvent: [], inEstimation: [], confounded: false })
    expect(answer.warnings).toEqual([])
  })

  it('runStudy() warns of events on one date', async () => {
    const second = asset.map((r, i) => r / 2 + Math.sin(i * 4.1) / 300)
    const answer = await answerOf(
      changed({
        series: { calendar, returns: { A: asset, B: second, M: market } },
        events: ['A', 'B'].map((ticker) => ({ id: ticker, ticker, market: 'M', day0: calendar[50] })),
      }),
    )
    expect(answer.warnings).toMatchObject([{ code: 'clusteredDates', count: 1, of: 2 }])
  })

  it('runStudy() does not depend on the order of the events', async () => {
    const events = [46, 48, 50, 52].map((at, i) => ({ id: `e${i}`, ticker: 'A', market: 'M', day0: calendar[at] }))
    const [there, back] = [
      await answerOf(changed({ events })),
      await answerOf(changed({ events: events.toReversed() })),
    ]
    expect(back.multi).toEqual(there.multi)
    expect(back.caar).toEqual(there.caar)
    expect(back.data_hash).toBe(there.data_hash)
  })

  it('runStudy() gives another hash when one number changes', async () => {
    const [before, after] = [await answerOf(changed({})), await answerOf(returns({ A: replaced(asset, 8, 0.0123) }))]
    expect(after.data_hash).not.toBe(before.data_hash)
    expect(after.data_hash).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('places in JSON text', () => {
  const text = '{\n "a": [1, {"b\\"c": [10, 20]}, "x,y"],\n "d": null\n}'
  it.each([
    [['a', 1, 'b"c', 1], '20', { line: 2, column: 25 }],
    [['a', 2], '"x,y"', { line: 2, column: 31 }],
    [['d'], 'null', { line: 3, column: 7 }],
    [[], text, { line: 1, column: 1 }],
  ])('valueIn() finds %j', (path, written, place) => {
    const found = valueIn(text, path)
    expect(found?.written).toBe(written)
    expect(placeOf(text, found?.offset ?? -1)).toEqual(place)
  })
  it('valueIn() finds nothing where nothing is', () => {
    expect(valueIn(text, ['a', 9])).toBeNull()
    expect(valueIn(text, ['z'])).toBeNull()
    expect(valueIn(text, ['d', 'e'])).toBeNull()
  })
  it('placeOf() counts lines and columns from 1', () =>
    expect([placeOf('ab\ncd', 0), placeOf('ab\ncd', 4)]).toEqual([
      { line: 1, column: 1 },
      { line: 2, column: 2 },
    ]))
  it.each([
    ['[1, Infinity]', 1, 5, /^Infinity is no JSON number; write null/],
    ['[1, -Infinity]', 1, 5, /^-Infinity is no JSON number/],
    ['["open', 1, 2, /^a string does not end$/],
    ['{"a": 1,\n}', 2, 1, /key in double quotes/],
    ['{"a" 1}', 1, 6, /colon/],
    ['[1\n 2]', 2, 2, /comma/],
    ['[1', 1, 3, /closing bracket/],
    ['', 1, 1, /value is missing/],
    ['// x\n{}', 1, 1, /no comments/],
    ["['a']", 1, 2, /is not JSON/],
    ['[1.]', 1, 2, /not complete/],
    ['["\\x"]', 1, 2, /escape/],
  ])('faultIn() of %j is on line %i, column %i', (text, line, column, why) => {
    expect(faultIn(text)).toMatchObject({ line, column })
    expect(faultIn(text).why).toMatch(why)
  })
  it('faultIn() and valueIn() live with text that is nested without end', () => {
    const deep = '['.repeat(200_000)
    expect(faultIn(deep)).toMatchObject({ line: 1 })
    expect(valueIn(`${deep}${']'.repeat(200_000)}`, [0])).toBeNull()
    expect(refusal(`${deep}${']'.repeat(200_000)}`).code).toBe('bad_spec')
  })
})
