import { Resvg } from '@resvg/resvg-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pngOf } from '../../../server/figures/png.ts'
import { FAMILY, faces } from '../../../server/figures/typeface.ts'
import { sampleServer } from '../../web/state/sampleServer.ts'

let server: Awaited<ReturnType<typeof sampleServer>>
beforeAll(async () => {
  server = await sampleServer()
})
afterAll(() => server.close())

const EVENT = 'openai-20231117-altman-ousted'
const NOVEMBER = 'r=2023-11-01..2023-12-15'
const asked = (file: string, query = '') => server.fetch(`/api/figures/${file}?${query}`)
const drawn = async (query: string, file = 'MSFT.svg') => (await asked(file, query)).text()
const textsOf = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text.replaceAll('&amp;', '&'))

describe('figures of a chart', () => {
  it('say what the page says of the event: its finding, its window with the CAR, its source and clock', async () => {
    const impact = (await (await server.fetch(`/api/impacts/${EVENT}?ticker=MSFT`)).json()) as {
      finding: { en: string }
      windows: { from: number; to: number; car: number }[]
    }
    const svg = await drawn(`${NOVEMBER}&ev=${EVENT}`)
    const texts = textsOf(svg)
    expect(texts.join(' ')).toContain(impact.finding.en.slice(0, 60))
    const car = impact.windows.find(({ from, to }) => from === -1 && to === 1)?.car ?? Number.NaN
    expect(texts).toContain(`CAR [−1, +1] +${(100 * car).toFixed(2)}\u00a0%`)
    expect(texts.at(-1)).toMatch(/^Source: .*, retrieved .* UTC · times of New York · data [0-9a-f]{12} · /)
    expect(texts).toContain('MSFT')
    expect(texts.some((text) => text.includes('1 Nov 2023 to 15 Dec 2023') && text.includes('^GSPC'))).toBe(true)
  })

  it('are shown where their address is opened, and kept where that is asked for', async () => {
    const sent = async (save: string) =>
      (await asked('MSFT.svg', `${NOVEMBER}${save}`)).headers.get('Content-Disposition')
    expect([await sent(''), await sent('&save=1')]).toEqual([
      'inline; filename="MSFT.svg"',
      'attachment; filename="MSFT.svg"',
    ])
    expect((await asked('MSFT.svg', 'save=2')).status).toBe(400)
  })

  it('number the places on the rails in order of time, and tell each of them', async () => {
    const texts = textsOf(await drawn(`${NOVEMBER}&ev=${EVENT}`))
    const numbers = texts.filter((text) => /^\d$/.test(text)).map(Number)
    const notes = texts.filter((text) => /^\d+ \w+ 20\d\d.*\d\d:\d\d /.test(text))
    expect(notes.length).toBeGreaterThan(5)
    // Each number twice: on its glyph and before its note.
    for (let number = 1; number <= notes.length; number++)
      expect(numbers.filter((one) => one === number)).toHaveLength(2)
    expect(notes.some((note) => note.startsWith('17 Nov 2023') && note.includes('15:28'))).toBe(true)
  })

  it('are equal byte for byte, whole in themselves, and carry the version of their data', async () => {
    const [one, other] = [await asked('MSFT.svg', NOVEMBER), await asked('MSFT.svg', NOVEMBER)]
    expect(one.headers.get('Data-Version')).toMatch(/^[0-9a-f]{12}$/)
    const svg = await one.text()
    expect(await other.text()).toBe(svg)
    expect(svg).toContain(`data ${one.headers.get('Data-Version')}`)
    expect(svg).not.toMatch(/<style|<script|<foreignObject|<image|href|var\(|NaN|undefined|rgb\(\d+ /)
    expect(await pngOf(svg, 2)).toEqual(await pngOf(svg, 2))
  })

  it('show markup in a title as its letters, and nothing of it as elements', async () => {
    const title = '</text><script>__xss(4)</script>"><svg onload=__xss(2)>&lt;img src=x onerror=__xss(14)&gt;'
    const event = { event_id: 'hostile', title, public_at: '2023-11-20T15:00:00Z', tickers: ['MSFT'] }
    const headers = { 'Content-Type': 'application/json', 'X-Aftershock': '1' }
    const stored = await server.fetch('/api/events', { method: 'POST', headers, body: JSON.stringify([event]) })
    expect(stored.status).toBe(200)
    const svg = await drawn(`${NOVEMBER}&ev=hostile`)
    expect(svg.match(/<svg/g)).toHaveLength(1)
    expect(svg).not.toMatch(/<script|<img|<[^>]* on\w+=/)
    expect(svg).toContain('&lt;script&gt;')
    expect(svg).toContain('&amp;lt;img')
    expect((await server.fetch('/api/events/hostile', { method: 'DELETE', headers })).status).toBe(200)
  })

  it('tell news without an hour by the date that it was given, not by the session it hit', async () => {
    const headers = { 'Content-Type': 'application/json', 'X-Aftershock': '1' }
    const event = {
      event_id: 'late',
      title: 'Late on a Friday',
      public_at: '2023-06-09',
      session: 'post',
      tickers: ['MSFT'],
    }
    await server.fetch('/api/events', { method: 'POST', headers, body: JSON.stringify([event]) })
    const texts = textsOf(await drawn('r=2023-06-08..2023-06-14&ev=late')).join('\n')
    expect(texts).toMatch(/9 Jun 2023\s+Late on a Friday/)
    expect((await server.fetch('/api/events/late', { method: 'DELETE', headers })).status).toBe(200)
  })

  it('tell what a ruler measures, in the picture and over it', async () => {
    // Closes of the sample: 376.17 on 16 November 2023, 378.61 on the 27th.
    const texts = textsOf(await drawn(`${NOVEMBER}&ru=2023-11-16..2023-11-27`)).map((text) =>
      text.replaceAll('\u00a0', ' '),
    )
    expect(texts).toContain('+0.65 % · 6 sessions')
    expect(texts.join(' ')).toMatch(
      /Ruler, 16 Nov – 27 Nov: change \+0\.65 % \(\+2\.44\), .* t of the sum is not known/,
    )
  })

  it('are as large as asked for, in the colours and the language asked for', async () => {
    const svg = await drawn('theme=dark&l=id&width=800&height=500')
    expect(svg).toContain('viewBox="0 0 800 500"')
    expect(svg).toContain('fill="#0f1520"')
    expect(textsOf(svg).at(-1)).toMatch(/^Sumber: /)
    const bytes = new DataView(await (await asked('MSFT.png', 'width=400&height=400')).arrayBuffer())
    expect([bytes.getUint32(16), bytes.getUint32(20)]).toEqual([800, 800])
  })

  it('have ink where their title is, without any font of the machine', async () => {
    const svg = await drawn(NOVEMBER)
    const font = {
      loadSystemFonts: false,
      fontFiles: Object.values(faces).map(({ file }) => file),
      defaultFontFamily: FAMILY,
    }
    const { pixels, width } = new Resvg(svg, { font }).render()
    let dark = 0
    for (let y = 20; y < 40; y++) for (let x = 24; x < 80; x++) if ((pixels[(y * width + x) * 4] ?? 255) < 100) dark++
    expect(dark).toBeGreaterThan(100)
  })

  it.each([
    ['MSFT.svg', 'r=zz', 400, 'r'],
    ['MSFT.svg', 'm=nothing', 400, 'm'],
    ['MSFT.svg', 'tz=local', 400, 'tz'],
    ['MSFT.svg', 'width=9', 400, 'width'],
    ['MSFT.svg', 'q=x', 400, 'q'],
    ['MSFT.svg', 'ru=2023-11-16', 400, 'ru'],
    ['MSFT.svg', 'ev=nope', 404, 'ev'],
    ['NOPE.png', '', 404, 'ticker'],
    ['MSFT.png', 'r=1990-01-01..1990-02-01', 409, 'r'],
  ])('%s?%s is refused with %i and names %s', async (file, query, status, parameter) => {
    const answer = await asked(file, query)
    expect([answer.status, ((await answer.json()) as { parameter: string }).parameter]).toEqual([status, parameter])
  })
})
