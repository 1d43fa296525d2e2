import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { sheetHeights } from '../../web/core/ticker/sheetStops.ts'
import { type Running, startServer } from '../server/running.ts'
import { spread } from '../spread.ts'
import { violationsOf } from './axe.ts'
import { browserPath, drawn, openBrowser, openPage, phone, soon } from './browser.ts'

const EVENT = 'openai-20231117-altman-ousted'
const AROUND = '/t/MSFT?r=2023-10-16..2023-12-15&l=en'
const HEIGHT = 844

describe.skipIf(browserPath === null)('the page on a phone', () => {
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
    const watched = await openPage(browser, { ...phone, ...options })
    await watched.page.goto(server.url + path)
    return watched
  }
  const sheetHeight = async (page: Page) => Math.round((await page.locator('.sheet').boundingBox())?.height ?? 0)

  /** A finger on the handle of the sheet, drawn up by so many pixels and lifted. */
  async function draw(page: Page, touch: CDPSession, by: number): Promise<void> {
    const box = await page.locator('.sheet .handle').boundingBox()
    const [x, y] = [(box?.x ?? 0) + 190, (box?.y ?? 0) + 12]
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', at: number) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y: at }] })
    await send('touchStart', y)
    for (const part of [0.25, 0.5, 0.75, 1]) await send('touchMove', y - by * part)
    await send('touchEnd', y)
  }

  it('the sheet is dragged to three stops, and stands beside the chart for the first event that is chosen', async () => {
    const { page, complaints } = await open(AROUND)
    await drawn(page)
    await page.locator('.items li').first().waitFor()
    const touch = await page.context().newCDPSession(page)
    const { peek, half, full } = sheetHeights(HEIGHT)
    await expect.poll(() => sheetHeight(page), soon).toBe(peek)
    for (const [by, height] of [
      [100, half],
      [60, full],
      [-560, peek],
      [600, full],
      [-320, half],
      [-200, peek],
    ] as const) {
      await draw(page, touch, by)
      await expect.poll(() => sheetHeight(page), soon).toBe(height)
    }
    const handle = page.locator('.sheet .handle')
    await handle.focus()
    for (const [key, height] of [
      ['ArrowUp', half],
      ['ArrowUp', full],
      ['ArrowDown', half],
      ['Enter', full],
      ['Enter', peek],
    ] as const) {
      await page.keyboard.press(key)
      await expect.poll(() => sheetHeight(page), soon).toBe(height)
    }
    await expect.poll(() => handle.getAttribute('aria-expanded'), soon).toBe('false')
    await handle.tap()
    await expect.poll(() => sheetHeight(page), soon).toBe(half)
    await handle.press('ArrowDown')
    await expect.poll(() => sheetHeight(page), soon).toBe(peek)

    const plot = await page.locator('#plot').boundingBox()
    const stop = await page.locator('.rail-stop').first().boundingBox()
    await page.touchscreen.tap((stop?.x ?? 0) + 12, (stop?.y ?? 0) + 12)
    await page.locator('.card .finding').waitFor()
    await expect.poll(() => sheetHeight(page), soon).toBe(half)
    // The whole chart stands above the card.
    await expect.poll(async () => (await page.locator('#plot').boundingBox())?.y, soon).toBeLessThan(1)
    expect((plot?.height ?? 999) < half).toBe(true)
    expect(await violationsOf(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('a window too low for a sheet, and a page without scripts, have its content under the chart', async () => {
    const { page } = await open(`${AROUND}&ev=${EVENT}`, { viewport: { width: 844, height: 390 } })
    await page.locator('.card .finding').waitFor()
    const position = () => page.locator('.sheet').evaluate((sheet) => getComputedStyle(sheet).position)
    await expect.poll(position, soon).toBe('static')
    await page.locator('.sheet .handle').waitFor({ state: 'hidden' })
    const still = await open(`${AROUND}&ev=${EVENT}`, { javaScriptEnabled: false })
    const sheet = await still.page.locator('.sheet').boundingBox()
    expect(sheet?.height).toBeGreaterThan(HEIGHT)
  })

  it('no table is wider than the screen: each row is a list of its figures, each with its name', async () => {
    const { page } = await open(`${AROUND}&v=table`)
    for (const [path, rows, figure] of spread(
      [
        [`${AROUND}&v=table`, '.prices tbody tr', 'td[data-of="C"]'],
        ['/study?l=en', '.tests tbody tr', 'td[data-of="[0, +1]"]'],
        ['/study?l=en', '.study-table.events tbody tr', 'td[data-of="CAR"]'],
        ['/study?l=en&group=family', '#groups ~ .scrolls tbody tr', 'td[data-of="CAAR"]'],
      ] as const,
      2,
    )) {
      await page.goto(server.url + path)
      await page.locator(`${rows} ${figure}`).first().waitFor()
      const wide = async () => {
        const boxes = page.locator('.price-table, .scrolls:has(.listed)')
        return Math.max(...(await boxes.evaluateAll((all) => all.map((box) => box.scrollWidth - box.clientWidth))))
      }
      await expect.poll(wide, { ...soon, message: `${path} ${rows}` }).toBe(0)
      const beyond = () =>
        page
          .locator(`${rows} td`)
          .evaluateAll((cells) => cells.filter((cell) => cell.getBoundingClientRect().right > innerWidth).length)
      await expect.poll(beyond, soon).toBe(0)
      // It is a table still to those who hear it.
      await expect.poll(() => page.getByRole('row').count(), soon).toBeGreaterThan(2)
    }
    expect(await violationsOf(page)).toEqual([])
  })

  it('the answer of a study comes before its form, which opens and closes again when it is answered', async () => {
    const { page } = await open('/study?l=en')
    const finding = page.locator('.study-result .finding').first()
    await finding.waitFor()
    const foot = () => finding.evaluate((told) => told.getBoundingClientRect().bottom)
    await expect.poll(foot, soon).toBeLessThan(HEIGHT)
    await page.locator('.study-form').waitFor({ state: 'hidden' })
    await expect.poll(() => page.locator('.question summary').textContent(), soon).toContain('MSFT')
    await page.locator('.question summary').tap()
    await page.locator('.study-form [value="governance"]').check()
    await page.locator('.study-form .primary').tap()
    await page.waitForURL(/families=governance/)
    await page.waitForFunction(() => document.querySelector<HTMLDetailsElement>('.question')?.open === false)
    await expect.poll(() => page.locator('.question summary').textContent(), soon).toContain('Governance')
    await expect.poll(() => finding.evaluate((told) => told.getBoundingClientRect().top), soon).toBeLessThan(HEIGHT)
    // One that is refused stays open, and says why in sight.
    await page.locator('.question summary').tap()
    await page.locator('.study-form [name="tickers"]').fill('ZZZZ')
    await page.locator('.study-form .primary').tap()
    await page.locator('.study-result .banner').waitFor()
    expect(await page.locator('.question').evaluate((question: HTMLDetailsElement) => question.open)).toBe(true)
    await expect.poll(() => page.locator('.study-result .caution').first().textContent(), soon).toContain('ZZZZ')
    await expect
      .poll(() => page.locator('.study-result .banner').evaluate((told) => told.getBoundingClientRect().top), soon)
      .toBeLessThan(HEIGHT)
  })

  it('the bar at the top cuts no word in any language', async () => {
    const { page } = await open('/methods?l=en')
    for (const language of ['en', 'id'])
      for (const path of spread(['/t/MSFT', '/events', '/study', '/data', '/methods'], 2)) {
        await page.goto(`${server.url}${path}?l=${language}`)
        for (const [width, height] of [
          [390, 844],
          [360, 640],
          [844, 390],
        ] as const) {
          await page.setViewportSize({ width, height })
          const nav = page.locator('.top-bar nav')
          const cut = () => nav.evaluate((box) => box.scrollWidth - box.clientWidth)
          await expect.poll(cut, { ...soon, message: `${path} ${language} ${width}` }).toBe(0)
          const high = async () => (await page.locator('.top-bar').boundingBox())?.height
          await expect.poll(high, soon).toBeLessThan(width === 844 ? 50 : 100)
        }
      }
  })

  it('the figures of the ruler lie under the chart, over none of its panes, and leave no hole', async () => {
    const { page, complaints } = await open('/t/MSFT?r=2023-10-16..2023-12-15&ru=2023-11-16..2023-12-08')
    const boxes = () =>
      page.evaluate(() => {
        const boxOf = (name: string) => document.querySelector(name)?.getBoundingClientRect()
        return {
          drawn: boxOf('#plot canvas')?.bottom ?? 0,
          plot: boxOf('#plot')?.bottom ?? 0,
          told: boxOf('.tell')?.top,
        }
      })
    await page.locator('.tell').waitFor()
    await expect.poll(async () => ((await boxes()).told ?? 0) - (await boxes()).drawn, soon).toBeGreaterThanOrEqual(-1)
    expect((await boxes()).told).toBeLessThan((await boxes()).plot)
    await page.locator('.tell').getByRole('button').tap()
    await expect.poll(async () => (await boxes()).plot - (await boxes()).drawn, soon).toBeLessThan(20)
    expect(complaints).toEqual([])
  })
})
