import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleServer } from '../../web/state/sampleServer.ts'

/** A study of the sample that an address of the page names. */
const STUDY = 'tickers=MSFT&families=product&windows=0..0,0..1'

describe('figures of a study', () => {
  let server: Awaited<ReturnType<typeof sampleServer>>
  beforeAll(async () => {
    server = await sampleServer()
  })
  afterAll(() => server?.close())

  const ask = (type: string, query: string) => server.fetch(`http://page.invalid/api/studies/figure.${type}?${query}`)

  it('say what the page says: the sentence, the path and each event, with the version of the data', async () => {
    const answer = await ask('svg', `${STUDY}&plot=caar&l=en`)
    expect(answer.status).toBe(200)
    const svg = await answer.text()
    const version = answer.headers.get('Data-Version')
    expect(version).toMatch(/^[0-9a-f]{12}$/)
    expect(svg).toContain(`data ${version}`)
    const body = { tickers: ['MSFT'], events: { family: ['product'], status: 'confirmed' } }
    const study = await server.fetch('http://page.invalid/api/studies', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        ...body,
        settings: {
          windows: [
            [0, 0],
            [0, 1],
          ],
        },
      }),
    })
    const { multi, caar, single } = (await study.json()) as {
      multi: { windows: { from: number; to: number; mean: number; n: number }[] }
      caar: { caar: number }[]
      single: { titles: string[] }[]
    }
    const [, headline] = multi.windows
    const percent = `${Math.abs((headline?.mean ?? 0) * 100).toFixed(2)}`
    expect(svg.replaceAll('\u00a0', ' ')).toContain(`Over ${headline?.n} events the average`)
    expect(svg).toContain(percent)
    // A dot a session of the path.
    expect(svg.match(/<circle /g)?.length).toBe(caar.length)
    const events = await (await ask('svg', `${STUDY}&plot=events&l=en`)).text()
    expect(events.match(/<circle /g)?.length).toBe(single.length)
    expect(svg + events).not.toMatch(/<style|<script|href|var\(|NaN|undefined|null|rgb\(\d+ /)
    expect(await (await ask('svg', `${STUDY}&plot=caar&l=en`)).text()).toBe(svg)
  })

  it('speak the language asked for, and refuse what the page would not know or could not study', async () => {
    const id = await (await ask('svg', `${STUDY}&plot=caar&l=id&width=800&height=500&theme=dark`)).text()
    expect(id).toContain('viewBox="0 0 800 500"')
    expect(id).toContain('fill="#0f1520"')
    expect(id).not.toContain('the average')
    for (const [query, status, code] of [
      ['model=astrology', 400, 'bad_parameter'],
      ['r=1y', 400, 'bad_parameter'],
      ['tickers=ZZZZ', 422, 'no_events'],
      // As POST /api/studies refuses it.
      ['tickers=%5EGSPC', 409, 'no_benchmark'],
      ['find=%00', 422, 'bad_spec'],
    ] as const) {
      const refused = await ask('png', query)
      expect((await refused.json()) as object).toMatchObject({ code })
      expect(refused.status).toBe(status)
    }
  })
})
