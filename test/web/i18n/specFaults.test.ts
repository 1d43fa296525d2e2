import { describe, expect, it } from 'vitest'
import { readSpec } from '../../../server/study/spec.ts'
import { specFaultTold } from '../../../web/i18n/id/specFaults.ts'

type Path = readonly (string | number)[]

const window = [-1, 1]
const own = { estimation: [-60, -20], event: window, windows: [window] }
const common = {
  settings: {
    ...own,
    returnType: 'log',
    model: 'market',
    alpha: 0.05,
    minCommon: 30,
    minEstimationObs: 50,
    factors: ['mkt_rf'],
    riskFree: 'rf',
    dimsonLags: 1,
    lumped: 'leave-out',
    estimationMask: 'none',
    separate: true,
    bootstrap: { draws: 9, seed: 1, block: 1 },
  },
  detail: 'light',
  robustness: true,
  regression: { window, on: ['size'] },
}
const inline = { id: 'a', ticker: 'A', market: 'M', day0: '2024-01-03', title: 'A', group: 'g', confounded: true }
const stored = { tickers: ['A'], benchmark: 'M', convert: ['IDR=X'], group: 'type', nonTradingDay: 'skip' }
const choice = { ticker: 'A', type: 'deal', family: 'deals', tags: ['a'], from: '2024-01-02', to: '2024-01-03', q: 'a' }
const specs = [
  {
    ...common,
    series: { calendar: ['2024-01-02', '2024-01-03'], prices: { A: [1, 2] }, returns: { M: [0, 0] } },
    events: [{ ...inline, ...own, x: { size: 1 } }],
  },
  { ...common, ...stored, events: ['a', { id: 'a', ticker: 'A', benchmark: 'M', ...own }] },
  { ...common, ...stored, events: { ...choice, status: 'any', except: ['a'], outcomes: true } },
]

const long = 'x'.repeat(5000)
const wrongs: readonly unknown[] = [
  ...[7, 1e300, -1e5, 1.5, 'x', '', long, true, null, [], [1], [9, -9], [1, 2, 3], {}, { '': [1] }, ['x'], { x: 1 }],
  ...[[[0, 9]], Array(101).fill([0, 0]), { A: [1, 2], M: [0, 0] }, ['2024-01-03', '2024-01-02']],
]
const noJson = [
  ...['{"a": oops}', '{"a": NaN}', '{a: 1}', '{"a" 1}', '{"a": 1 "b": 2}', '{"a": [1', '{"a": 1', '{} {}', '{"a": }'],
  ...['{"a": "b', '{"a": 1.}', '{"a": "\\x"}', '{"a": "\\u12"}', '{"a": "\u0001"}', '{/**/}', '"\n', 'null x'],
]

/** Every place of a value. */
const pathsOf = (value: unknown, at: Path = []): readonly Path[] =>
  typeof value !== 'object' || value === null
    ? [at]
    : [
        at,
        ...Object.entries(value).flatMap(([key, inner]) =>
          pathsOf(inner, [...at, Array.isArray(value) ? Number(key) : key]),
        ),
      ]

function put(value: unknown, [step, ...rest]: Path, wrong: unknown): unknown {
  if (step === undefined) return wrong
  const copy = structuredClone(value) as Record<string | number, unknown>
  copy[step] = put(copy[step], rest, wrong)
  return copy
}

/** What is said of a text, but of keys that are not known, which are told by one sentence. */
function faultsOf(text: string): readonly string[] {
  try {
    readSpec(text)
    return []
  } catch (error) {
    const { report } = error as { readonly report?: readonly { readonly code: string; readonly message: string }[] }
    return (report ?? []).flatMap(({ code, message }) => (code === 'E_KEY' ? [] : [message]))
  }
}

describe('specFaultTold()', () => {
  it('specFaultTold() has a sentence for every fault of a spec, whichever value is wrong', () => {
    const broken = specs.flatMap((spec) =>
      pathsOf(spec)
        .slice(1)
        .flatMap((path) => wrongs.map((wrong) => JSON.stringify(put(spec, path, wrong)))),
    )
    const told = new Set([...noJson, ...broken].flatMap(faultsOf))
    expect(told.size).toBeGreaterThan(60)
    expect([...told].filter((message) => specFaultTold(message) === null)).toEqual([])
  })

  it('specFaultTold() says what is meant', () => {
    expect(specFaultTold('expected array to have >=1 items')).toBe('Diharapkan paling sedikit 1 isi.')
    expect(specFaultTold('expected one of "simple"|"log"')).toBe('Diharapkan salah satu dari "simple", "log".')
    expect(specFaultTold('column 3: NaN is no JSON number; write null for what is missing')).toBe(
      'Kolom 3: NaN bukan angka JSON; tulislah null untuk yang tidak ada.',
    )
    expect(specFaultTold('what nobody says')).toBeNull()
  })
})
