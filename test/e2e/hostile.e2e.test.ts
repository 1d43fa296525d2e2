import { createServer, type Server } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../server/running.ts'
import { spread } from '../spread.ts'
import { browserPath, openBrowser, openPage, soon } from './browser.ts'

const payloads = [
  '<img src=x onerror=__xss(1)>',
  '"><svg onload=__xss(2)>',
  "'><script>__xss(3)</script>",
  '</title><script>__xss(4)</script>',
  '</script><script>__xss(5)</script>',
  'javascript:__xss(6)',
  'JaVaScRiPt&#58;__xss(7)',
  "{{constructor.constructor('__xss(10)')()}}",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an attack on template strings, on purpose
  '${__xss(11)}',
  '<math><mtext><style><img src=x onerror=__xss(12)></style></mtext></math>',
  '<a href="//evil.test" onmouseover=__xss(13)>',
  '{b|x}{a|y}',
  '<!--',
  '&lt;img src=x onerror=__xss(14)&gt;',
  '\u202Ereversed',
  'line\u2028separator',
]

describe.skipIf(browserPath === null)('hostile text on the page', () => {
  let server: Running
  let browser: Browser
  let elsewhere: Server

  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(), openBrowser()])
    const events = payloads.map((text, n) => ({
      event_id: `hostile-${n}`,
      title: text,
      public_at: `2023-12-${String(4 + (n % 5)).padStart(2, '0')}T10:${String(10 + n)}:00-05:00`,
      tickers: [{ symbol: 'MSFT' }],
      type: 'product',
      summary: text,
      notes: text,
      relation_note: text,
      group: text,
      tags: [text.toLowerCase()],
      source_name: text,
      source_url: 'https://example.test/a?b=%3Cscript%3E',
    }))
    const answer = await fetch(`${server.url}/api/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Aftershock': '1' },
      body: JSON.stringify(events),
    })
    expect(await answer.json()).toMatchObject({ counts: { new: payloads.length } })
    elsewhere = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html')
      response.end(`<iframe src="${server.url}/t/MSFT" width="800" height="600"></iframe>`)
    })
    await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done))
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    elsewhere?.close()
  })

  /** Opens a page on which a script that gets in would be counted, as on others of its context. */
  const open = async () => {
    const watched = await openPage(browser)
    const calls: unknown[] = []
    await watched.page.context().exposeFunction('__xss', (n: unknown) => calls.push(n))
    return { ...watched, calls }
  }
  /** Hands jobs out to four pages, each of which takes the next one when it is done; answers what the pages met. */
  const onPages = async <Job>(jobs: readonly Job[], work: (page: Page, job: Job) => Promise<void>) => {
    const waiting = [...jobs]
    const { page, complaints, calls } = await open()
    const more = await Promise.all([1, 2, 3].map(() => page.context().newPage()))
    await Promise.all(
      [page, ...more].map(async (each) => {
        for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await work(each, job)
      }),
    )
    return { calls, complaints }
  }
  const isPlain = (text: string) => /^[\x20-\x7e]+$/.test(text)
  const injected = (page: Page) =>
    page.evaluate(() => document.querySelectorAll('img[src="x"], svg[onload], script:not([src])').length)

  it('titles, notes and names of events show as the characters they are (C1, C2)', async () => {
    const { page, complaints, calls } = await open()
    await page.goto(`${server.url}/t/MSFT?r=2023-11-27..2023-12-15`)
    await page.locator('.items button').first().waitFor()
    for (const text of payloads.filter(isPlain))
      await expect.poll(() => page.locator('.items').textContent(), soon).toContain(text)
    // Stepping from event to event shows each on the card of one page.
    const met = new Set<string>()
    await page.locator('#plot').focus()
    let id = ''
    for (let step = 0; step < 80 && met.size < payloads.length; step++) {
      await page.keyboard.press(']')
      // The address tells the event when the page has stepped: not before its scripts took over the drawn page.
      const last = id
      await page.waitForFunction((was) => (new URLSearchParams(location.search).get('ev') ?? '') !== was, last)
      id = await page.evaluate(() => new URLSearchParams(location.search).get('ev') ?? '')
      if (!id.startsWith('hostile-')) continue
      await page.locator(`[data-event="${id}"]`).first().waitFor()
      expect(await injected(page)).toBe(0)
      expect(await page.locator('a[href^="javascript" i]').count()).toBe(0)
      met.add(id)
    }
    expect(met.size).toBe(payloads.length)
    const box = await page.locator('#plot').boundingBox()
    for (let x = 20; x < (box?.width ?? 0); x += 60) await page.mouse.move((box?.x ?? 0) + x, (box?.y ?? 0) + 200)
    expect(await injected(page)).toBe(0)
    expect(calls).toEqual([])
    expect(complaints).toEqual([])
  })

  it('addresses, searches and unknown pages show what was asked as text (C1, C6)', async () => {
    const { calls } = await onPages(spread(payloads, 5), async (page, text) => {
      const encoded = encodeURIComponent(text)
      await page.goto(`${server.url}/t/${encoded}`)
      // The screen stands when its heading is no longer the one of a page that loads.
      const heading = page.locator('main h1:not(.quiet)')
      await heading.waitFor()
      const said = async () => (await heading.textContent())?.toUpperCase()
      if (isPlain(text)) await expect.poll(said, soon).toContain(text.toUpperCase())
      expect(await injected(page)).toBe(0)
      await page.goto(`${server.url}/t/MSFT?ev=${encoded}&q=${encoded}&c=${encoded}&r=${encoded}`)
      await page.locator('.readout dd').first().waitFor()
      await expect.poll(() => page.locator('input[type=search]').inputValue(), soon).toBe(text)
      expect(await injected(page)).toBe(0)
    })
    expect(calls).toEqual([])
  })

  it('a read article is text alone: nothing of its markup stands on the page, nothing in it is asked for (C8)', async () => {
    const { page, complaints, calls } = await open()
    const asked: string[] = []
    page.context().on('request', (request) => asked.push(request.url()))
    const there = `http://127.0.0.1:${(elsewhere.address() as { port: number }).port}`
    const marked = [
      `<base href="${there}/"><link rel="stylesheet" href="${there}/a.css"><meta http-equiv="refresh" content="0;url=${there}/m">`,
      `<style>@import "${there}/i.css"; body { background: url(${there}/b.png) }</style>`,
      '<h1>OpenAI removes its chief executive</h1>',
      `<p style="background:url(${there}/p.png)">The board of OpenAI said on November 17, 2023 that Sam Altman leaves.`,
      'Shares of Microsoft fell 1.7% that day, its largest loss in a month, as investors read the statement.</p>',
      `<p>${payloads.join(' ')}</p>`,
      `<img src="${there}/x.png" srcset="${there}/y.png 2x"><iframe src="${there}/f"></iframe><video src="${there}/v"></video>`,
      `<object data="${there}/o"></object><svg><image href="${there}/s"/></svg><script src="${there}/j.js"></script>`,
    ]
    await page.goto(`${server.url}/article`)
    await page.locator('textarea[name=text]').fill(`<html><body><article>${marked.join('\n')}</article></body></html>`)
    await page.locator('input[name=published]').fill('2023-11-20')
    await page.locator('form.text-form button[type=submit]').click()
    await expect.poll(() => page.locator('.article-text').textContent(), soon).toContain('fell 1.7% that day')
    const inside = page
      .locator('.article-text')
      .locator('img, iframe, video, object, svg, link, style, script, [style], [onload]')
    expect(await inside.count()).toBe(0)
    expect(await injected(page)).toBe(0)
    expect(asked.filter((url) => !url.startsWith(server.url))).toEqual([])
    expect(calls).toEqual([])
    expect(complaints).toEqual([])
  })

  it('the page shows nothing inside a frame of another site (B6)', async () => {
    const { page } = await openPage(browser)
    await page.goto(`http://127.0.0.1:${(elsewhere.address() as { port: number }).port}/`)
    const frame = page.frames().find((candidate) => candidate !== page.mainFrame())
    expect(await frame?.locator('#page *').count()).toBe(0)
  })
})
