import { createHash } from 'node:crypto'
import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentOf } from '../../../server/figures/document.ts'
import { sampleServer } from '../../web/state/sampleServer.ts'

let server: Awaited<ReturnType<typeof sampleServer>>
beforeAll(async () => {
  server = await sampleServer()
})
afterAll(() => server.close())

const EVENT = 'openai-20231117-altman-ousted'
const AROUND = `r=2023-11-01..2023-12-15&ev=${EVENT}`
const asked = (query: string, file = 'MSFT.html') => server.fetch(`/api/figures/${file}?${query}`)

describe('a figure as one file', () => {
  it('has the drawing, the finding, the windows, the events and the prices with their hash', async () => {
    const impact = (await (await server.fetch(`/api/impacts/${EVENT}?ticker=MSFT`)).json()) as {
      finding: { en: string }
      windows: { from: number; to: number; car: number }[]
    }
    const bars = await (await server.fetch('/api/bars/MSFT.csv?from=2023-11-01&to=2023-12-15')).text()
    const { events: all } = (await (await server.fetch('/api/events?ticker=MSFT')).json()) as {
      events: { alignment: { day0: string } }[]
    }
    const inRange = all.filter(({ alignment: { day0 } }) => day0 >= '2023-11-01' && day0 <= '2023-12-15')
    const { document } = parseHTML(await (await asked(AROUND)).text())
    expect(document.querySelector('svg text')?.textContent).toBe('MSFT')
    expect(document.querySelector('blockquote')?.textContent).toBe(impact.finding.en)
    const car = impact.windows.find(({ from, to }) => from === -1 && to === 1)?.car ?? Number.NaN
    const [windows, events] = [...document.querySelectorAll('table')]
    expect(windows?.textContent).toContain(`+${(100 * car).toFixed(2)}\u00a0%`)
    expect([...(events?.querySelectorAll('tbody tr') ?? [])].length).toBe(inRange.length)
    const csv = document.querySelector('pre')?.textContent ?? ''
    // As many lines as the table of the same bars, with the same closes.
    const closes = (text: string, column: string) => {
      const [head = '', ...lines] = text.trim().split('\n')
      const at = head.split(',').indexOf(column)
      return lines.map((line) => Number(line.split(',')[at]))
    }
    expect(closes(csv, 'close')).toEqual(closes(bars.replaceAll('\r', ''), 'close'))
    expect(csv).toMatch(/^date,open,high,low,close,volume,state\n2023-11-01,/)
    const hash = createHash('sha256').update(csv).digest('hex')
    expect(document.body.textContent).toContain(`SHA-256 ${hash}`)
  })

  it('is equal byte for byte, asks nobody for anything and runs no script', async () => {
    const [one, other] = [await asked(AROUND), await asked(AROUND)]
    const html = await one.text()
    expect(await other.text()).toBe(html)
    expect(one.headers.get('Content-Disposition')).toBe('attachment; filename="MSFT.html"')
    expect(html).toContain(`data ${one.headers.get('Data-Version')}`)
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
    expect(html).not.toMatch(/<script|<img|<link|\shref|\ssrc|url\((?!#)|@import|NaN|undefined/)
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(await (await asked(`${AROUND}&l=id&theme=dark`)).text()).toMatch(
      /<html lang="id">[\s\S]*Temuan[\s\S]*Jendela/,
    )
  })

  it('keeps what others wrote as text', () => {
    const html = documentOf({
      language: 'en',
      scheme: 'light',
      title: '<script>alert(1)</script>',
      svg: '',
      parts: [
        { title: 'a', quote: '"><img src=x onerror=alert(1)>' },
        { title: 'b', note: '&', data: '</pre><script>' },
      ],
    })
    const { document } = parseHTML(html)
    expect(document.querySelectorAll('script, img')).toHaveLength(0)
    expect(document.querySelector('blockquote')?.textContent).toBe('"><img src=x onerror=alert(1)>')
    expect(document.querySelector('pre')?.textContent).toBe('</pre><script>')
  })

  it.each([
    ['MSFT.html', 'r=zz', 400, 'r'],
    ['MSFT.html', 'tz=local', 400, 'tz'],
    ['NOPE.html', '', 404, 'ticker'],
  ])('%s?%s is refused with %i and names %s', async (file, query, status, parameter) => {
    const answer = await asked(query, file)
    expect([answer.status, ((await answer.json()) as { parameter: string }).parameter]).toEqual([status, parameter])
  })
})
