import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { Problem } from '../../../server/problem.ts'
import { read } from '../../../server/query/read.ts'
import { openStore } from '../../../server/store/open.ts'
import { studyQueue } from '../../../server/study/queue.ts'
import { impact } from '../../../server/verbs/impacts.ts'
import type { VerbContext } from '../../../server/verbs/verb.ts'
import { makeFormat } from '../../../web/core/format.ts'
import { catalogue } from '../../../web/i18n/en/study.ts'
import { methodsParagraph } from '../../../web/state/study/paragraph.ts'
import type { StudyAnswer } from '../../../web/state/study/study.ts'

type Golden = {
  readonly momentum: string
  readonly expected: readonly {
    readonly day0: string
    readonly M: number
    readonly alpha: number
    readonly slopes: readonly number[]
    readonly sigma: number
    readonly ar: number
    readonly t: number
    readonly p: number
    readonly windows: readonly { readonly from: number; readonly to: number; car: number; t: number; p: number }[]
  }[]
}
const { momentum, expected } = JSON.parse(readFileSync('test/golden/carhart.json', 'utf8')) as Golden

const NOW = Date.UTC(2026, 0, 2) as Instant
const events = {
  '2023-11-17': 'openai-20231117-altman-ousted',
  '2023-11-20': 'openai-20231120-shear-statement',
  '2023-11-22': 'openai-20231122-return-agreed',
} as Readonly<Record<string, string>>

let db: Db
beforeAll(async () => {
  db = (await openStore(':memory:', NOW)).db
})
afterAll(() => db.close())

const ask = (event: string) =>
  impact.run(
    { db } as VerbContext,
    read(impact.question, { ticker: 'MSFT', model: 'carhart' }),
    read(impact.subject, { event }),
  )

describe('the model of Carhart', () => {
  it('says what is missing until the momentum factor is taken in, and takes the file by its head', async () => {
    const refusal = await ask(events['2023-11-17'] ?? '').catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Problem)
    expect((refusal as Problem).message).toMatch(/named mom: drop a file .* mom in F-F_Momentum_Factor_daily_CSV\.zip$/)
    const file = { name: 'F-F_Momentum_Factor_Daily.CSV', bytes: Buffer.from(momentum) }
    expect(await ingest(db, file, { now: NOW })).toMatchObject({ kind: 'factors', stored: true, report: [] })
  })

  it('has the risk-free rate in the path of expected prices, and says that its returns have not', async () => {
    const answer = await ask(events['2023-11-17'] ?? '')
    if (answer.kind !== 'measured') throw new Error(`Cannot compare as it is ${answer.kind}`)
    const [first] = answer.days
    // 2023-11-02 closed at 348.32, and the rate of the 3rd was 0.021 %.
    expect(first?.expectedClose).toBeCloseTo(348.32 * (1 + (first?.expected ?? 0) + 0.00021), 8)
    // -1.68 % by prices, less 0.021 %.
    expect(answer.finding.en).toContain('MSFT returned −1.70 % in excess of the risk-free rate; the factor model')
  })

  it.each(expected)(
    'is that of plain linear algebra on $day0',
    async ({ day0, M, alpha, slopes, sigma, ...golden }) => {
      const answer = await ask(events[day0] ?? '')
      if (answer.kind !== 'measured') throw new Error(`Cannot compare as it is ${answer.kind}`)
      expect(answer.session).toBe(day0)
      const { model, days, windows } = answer
      expect(model.M).toBe(M)
      // The script takes adjusted closes, which are rounded; the store adjusts by dividends itself.
      expect(model.sigma).toBeCloseTo(sigma, 8)
      expect(model.coef).toEqual([alpha, ...slopes].map((value) => expect.closeTo(value, 6)))
      const zero = days.find(({ rel }) => rel === 0)
      expect([zero?.ar, zero?.t, zero?.p]).toEqual(
        [golden.ar, golden.t, golden.p].map((value) => expect.closeTo(value, 6)),
      )
      for (const { from, to, car, t, p } of golden.windows) {
        const window = windows.find((each) => each.from === from && each.to === to)
        expect([window?.car, window?.tExact, window?.pExact], `${from}..${to}`).toEqual(
          [car, t, p].map((value) => expect.closeTo(value, 6)),
        )
      }
    },
  )

  it('is the same in a study, whose paragraph on method names it', async () => {
    const spec = { events: Object.values(events), settings: { model: 'carhart' } }
    const { bytes } = await studyQueue(db).study(new Response(JSON.stringify(spec)).body, { kind: 'json' })
    const answer = JSON.parse(await new Response(bytes).text()) as StudyAnswer
    expect(answer.spec.settings).toMatchObject({ factors: ['mkt_rf', 'smb', 'hml', 'mom'], riskFree: 'rf' })
    const cars = answer.single.map(({ day0, windows }) => [day0, windows[0]?.car])
    expect(cars).toEqual(expected.map(({ day0, windows }) => [day0, expect.closeTo(windows[0]?.car ?? Number.NaN, 8)]))
    const words = { text: catalogue, reasons: {} }
    expect(methodsParagraph(answer, [], 0, words, makeFormat('en-US'))).toContain(
      'the four-factor model of Carhart (1997)',
    )
  })
})
