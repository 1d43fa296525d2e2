import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { studyText } from '../../../server/study/json.ts'
import { runStudy } from '../../../server/study/study.ts'
import { versionedStudy } from '../../../server/study/version.ts'
import { differences, type Figures, noneYet, type Oracle, readGolden, tell } from '../stats/oracle.ts'

const folders = ['golden/oracle', '../../shared/reference/oracle'].map((folder) =>
  join(import.meta.dirname, '../..', folder),
)
const files = new Map(
  folders.flatMap((folder) => {
    try {
      return readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => [name, join(folder, name)] as const)
    } catch {
      return []
    }
  }),
)
const noStore = async () => {
  throw new Error('an inline study opens no store')
}
const answerOf = async (text: string) => JSON.parse([...studyText(await versionedStudy(text, noStore))].join(''))

describe('runStudy() takes the files of two other programs as they are', () => {
  for (const [name, path] of files) {
    const text = readFileSync(path, 'utf8')
    const oracle = JSON.parse(text) as Oracle
    if (oracle.settings === undefined || oracle.series === undefined || oracle.events === undefined)
      it(`runStudy() says what ${name} lacks`, async () => {
        const lacks = /has neither events, nor series, nor tickers: it has format, id/
        await expect(runStudy(text, noStore)).rejects.toMatchObject({ code: 'bad_spec', message: lacks })
      })
    else
      it(`runStudy() gives every figure of ${name}`, async () => {
        const answer = await answerOf(text)
        const worst = noneYet()
        const wrong = differences({ single: answer.single, multi: answer.multi }, oracle.expected, worst, name)
        tell(name, worst)
        expect(wrong).toEqual([])
        expect(answer.excluded).toEqual([])
      })
  }

  it('runStudy() on the spec of its answer gives the same figures and hash', async () => {
    const name = 'msft-openai-log-gspc.json'
    const first = await answerOf(readFileSync(files.get(name) ?? name, 'utf8'))
    expect(first.single).toHaveLength(3)
    const again = await answerOf(JSON.stringify(first.spec))
    expect(again).toEqual(first)
  })
})

type Sample = {
  axes: Record<string, string[]>
  series: Record<string, Column & { axis: string; market: string }>
  markets: Record<string, Column>
  cases: {
    id: string
    settings: Record<string, unknown>
    events: { id: string; security: string; group: string; day0: number }[]
    expected: { all: Figures; path?: Figures[] }
  }[]
}
type Column = { kind: 'prices' | 'returns'; values: (number | null)[] }

describe('runStudy() gives the figures of numpy and SciPy for a spec that carries its series', () => {
  const { axes, series, markets, cases } = readGolden<Sample>('sample')
  /** A spec of one calendar; null for events of two. */
  const specOf = ({ settings, events }: Sample['cases'][number]) => {
    const used = [...new Set(events.map(({ security }) => security))]
    const [axis, ...others] = new Set(used.map((name) => series[name]?.axis ?? ''))
    if (axis === undefined || others.length > 0) return null
    const calendar = axes[axis] ?? []
    const columns: { prices: Record<string, Column['values']>; returns: Record<string, Column['values']> } = {
      prices: {},
      returns: {},
    }
    for (const name of used) {
      const { kind, values, market } = series[name] ?? { kind: 'returns', values: [], market: '' }
      columns[kind][name] = values
      const benchmark = markets[market]
      if (benchmark !== undefined) columns[benchmark.kind][market] = benchmark.values
    }
    return JSON.stringify({
      settings,
      series: { calendar, ...columns },
      events: events.map(({ id, security, group, day0 }) => ({
        id,
        ticker: security,
        market: series[security]?.market,
        group,
        day0: calendar[day0],
      })),
    })
  }
  const specs = cases.flatMap((golden) => {
    const spec = specOf(golden)
    return spec === null ? [] : [{ id: golden.id, spec, expected: golden.expected }]
  })

  it('runStudy() is asked for all cases but the one of two exchanges', () => {
    expect(specs).toHaveLength(cases.length - 1)
  })
  it.each(specs)('runStudy() on $id', async ({ id, spec, expected }) => {
    const answer = await answerOf(spec)
    const worst = noneYet()
    const { all: multi, path: caar } = expected
    expect(differences(answer, { multi, ...(caar && { caar }) }, worst)).toEqual([])
    tell(`runStudy ${id}`, worst)
  })
  it('runStudy() ends the CAAR path where the whole window stands', async () => {
    const clustered = specs.find(({ id }) => id.startsWith('one date'))
    if (clustered === undefined) throw new RangeError('Cannot find the case of one date')
    const { caar } = await answerOf(clustered.spec)
    const { windows } = clustered.expected.all as { windows: Record<string, number>[] }
    const whole = windows.find(({ from, to }) => from === -2 && to === 3) ?? {}
    const figure = (name: string) => whole[name] ?? Number.NaN
    const last = caar.at(-1)
    const exact = figure('mean') / figure('zMacKinlay')
    expect(last.caar).toBeCloseTo(figure('mean'), 12)
    expect(last.seCross).toBeCloseTo(figure('seCross'), 12)
    // Four shares on one date: the variance of the mean grows by 1 + 3 r.
    expect(last.se).toBeCloseTo(exact * Math.sqrt(1 + 3 * figure('rbar')), 12)
    expect(last.ciHigh - last.caar).toBeCloseTo(1.959963984540054 * last.se, 12)
  })
})
