import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../server/running.ts'
import { browserPath, openBrowser, openPage } from './browser.ts'

const EVENT = 'openai-20231117-altman-ousted'
const AROUND = `/t/MSFT?r=2023-10-16..2023-12-15&ev=${EVENT}&l=en`

describe.skipIf(browserPath === null)('the chart and what is around it', () => {
  let server: Running
  let browser: Browser

  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  const open = async (path: string, options = {}) => {
    const watched = await openPage(browser, options)
    await watched.page.goto(server.url + path)
    return watched
  }
  const cardOf = (page: Page, event: string) => page.locator(`[data-event="${event}"] .finding`).waitFor()

  /** How far the document scrolls beyond its content, downwards and sideways, in pixels. */
  const excess = (page: Page) =>
    page.evaluate(() => {
      const { scrollHeight, scrollWidth } = document.documentElement
      const content = document.getElementById('page')?.getBoundingClientRect().height ?? 0
      return [scrollHeight - Math.max(innerHeight, Math.ceil(content)), scrollWidth - innerWidth].map((by) =>
        Math.max(0, by),
      )
    })

  const sizes = [
    [1440, 900],
    [1024, 768],
    [720, 450],
    [390, 844],
    [844, 390],
    [360, 225],
  ] as const

  it('at no size does a screen scroll beyond its content, and none loses a part of the product', async () => {
    const { page, complaints } = await open(AROUND)
    await cardOf(page, EVENT)
    await page.locator('.items li').first().waitFor()
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height })
      await page.locator('#plot canvas').first().waitFor()
      // The list is scrolled to its end: what is hidden in it must not lengthen the document.
      await page.locator('.items').evaluate((list) => list.scrollTo(0, 1e6))
      expect(await excess(page), `${width} × ${height}`).toEqual([0, 0])
      for (const part of ['h1', '.ranges', '.opener', '.readout', '#plot', '.items', '.card .finding', '.switch'])
        expect(await page.locator(part).first().isVisible(), `${part} at ${width} × ${height}`).toBe(true)
      // Everything of the bar at the top, and the whole height of the plot, lies within the page.
      const cut = await page.evaluate(() => {
        const inside = [...document.querySelectorAll('.top-bar button, .top-bar select, .top-bar nav, .ranges button')]
        const plot = document.getElementById('plot')
        const canvas = plot?.querySelector('canvas')
        return {
          bar: inside
            .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
            .map((each) => each.textContent),
          plot: Math.max(0, (canvas?.clientHeight ?? 0) - (plot?.clientHeight ?? 0)),
        }
      })
      expect(cut, `${width} × ${height}`).toEqual({ bar: [], plot: 0 })
    }
    for (const path of ['/study', '/data', '/methods', '/t/MSFT?v=table', '/nowhere']) {
      await page.goto(server.url + path)
      await page.locator('main h1, main table').first().waitFor()
      for (const [width, height] of sizes) {
        await page.setViewportSize({ width, height })
        expect(await excess(page), `${path} at ${width} × ${height}`).toEqual([0, 0])
      }
    }
    expect(complaints.filter((each) => !each.includes('404'))).toEqual([])
  })

  it('without scripts the page says so at its top', async () => {
    const { page } = await open('/t/MSFT', { javaScriptEnabled: false })
    const box = await page.locator('noscript p').boundingBox()
    expect(box?.y).toBeLessThan(100)
    expect(await page.locator('noscript a').count()).toBe(3)
  })
})
