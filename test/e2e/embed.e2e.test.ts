import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../server/running.ts'
import { browserPath, openBrowser } from './browser.ts'

const CHART = '/t/MSFT?r=2023-10-16..2023-12-15&ev=openai-20231117-altman-ousted&l=en'

/** A site of somebody else, whose page frames what it is told to. */
function site(frame: () => string): Promise<Server> {
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end(`<title>Paper</title><iframe width="760" height="520" src="${frame()}"></iframe>`)
  })
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)))
}
const originOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

describe.skipIf(browserPath === null)('the chart in a frame', () => {
  let frame = ''
  let [guest, stranger]: readonly Server[] = []
  let server: Running
  let browser: Browser
  beforeAll(async () => {
    ;[guest, stranger] = await Promise.all([site(() => frame), site(() => frame)])
    ;[server, browser] = await Promise.all([
      startServer(['--frame-origin', originOf(guest as Server), '--public-url', 'https://desk.example']),
      openBrowser(),
    ])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    guest?.close()
    stranger?.close()
  })

  it('is shown by the sites that are named, without scripts, and by no other; the page itself by nobody', async () => {
    const page = await browser.newPage()
    frame = `${server.url}/embed${CHART}`
    await page.goto(originOf(guest as Server))
    const shown = page.frameLocator('iframe')
    await shown.locator('.drawing path').first().waitFor({ state: 'attached' })
    await shown.locator('.finding', { hasText: 'not distinguishable' }).waitFor()
    // Below its picture come its words and the way to the page, its last link.
    await shown.locator('a').waitFor()
    expect(await shown.locator('script, button, input, select').count()).toBe(0)
    expect(await shown.locator('a').getAttribute('href')).toBe(CHART)
    const [box, foot] = await Promise.all([
      shown.locator('.drawing').boundingBox(),
      shown.locator('.drawing ~ p').first().boundingBox(),
    ])
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(foot?.y ?? 0)
    // The site is there when its frame has what it gets.
    await page.goto(originOf(stranger as Server))
    expect(await page.frameLocator('iframe').locator('.drawing').count()).toBe(0)
    frame = server.url + CHART
    await page.goto(originOf(guest as Server))
    expect(await page.frameLocator('iframe').locator('.drawing').count()).toBe(0)
    await page.close()
  })

  it('a link carries a preview with the public address, and its card is 1200 × 630 pixels', async () => {
    const html = await (await fetch(server.url + CHART)).text()
    const tag = (name: string) =>
      new RegExp(`"${name}" content="([^"]*)"`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(tag('og:title')).toMatch(/^MSFT · OpenAI board removes/)
    expect(tag('og:description')).toMatch(/^On 17 Nov 2023 MSFT returned/)
    expect(tag('og:url')).toBe(`https://desk.example${CHART}`)
    expect(tag('twitter:card')).toBe('summary_large_image')
    const card = tag('og:image')
    expect(card).toMatch(/^https:\/\/desk\.example\/api\/figures\/MSFT\.png\?/)
    const picture = Buffer.from(await (await fetch(card.replace('https://desk.example', server.url))).arrayBuffer())
    // Width and height of a PNG stand in its first chunk.
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1200, 630])
  })

  it('is framed by nobody and offers no preview where nothing is set', async () => {
    const plain = await startServer()
    try {
      const embed = await fetch(`${plain.url}/embed${CHART}`)
      expect(embed.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(embed.headers.get('x-frame-options')).toBe('DENY')
      const foreign = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }
      expect((await fetch(`${plain.url}/embed${CHART}`, { headers: foreign })).status).toBe(403)
      expect(await (await fetch(plain.url + CHART)).text()).not.toContain('og:')
      expect((await fetch(`${plain.url}/embed/study`)).status).toBe(404)
    } finally {
      await plain.stop()
    }
  })
})
