import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../server/running.ts'
import { browserPath, openBrowser, openPage, soon } from './browser.ts'

const EVENT = 'openai-20231117-altman-ousted'
const AROUND = `/t/MSFT?r=2023-10-16..2023-12-15&ev=${EVENT}&l=en`
/** CSS pixels between the margins of A4, upright and sideways. */
const papers = [
  { width: 703, height: 1032 },
  { width: 1032, height: 703 },
] as const

/** What of the paper is wider than it, what of the first page stands over something else, and what can be pressed. */
const faultsOf = (page: Page, root: string): Promise<readonly string[]> =>
  page.evaluate((root) => {
    const paper = document.querySelector(root)
    if (paper === null) return ['no paper']
    // What reaches beyond a pane is clipped by it.
    const seen = [...paper.querySelectorAll('*')].filter(
      (element) => element.getClientRects().length > 0 && element.closest('.unseen, .stretched path') === null,
    )
    const right = document.documentElement.clientWidth
    const wide = seen.flatMap((element) =>
      element.getBoundingClientRect().right > right + 1 || element.getBoundingClientRect().left < -1
        ? [`cut: ${element.tagName} ${element.getAttribute('class')} ${element.textContent?.slice(0, 30)}`]
        : [],
    )
    const pressed = seen.flatMap((element) =>
      ['BUTTON', 'SELECT', 'INPUT'].includes(element.tagName) ? [`control: ${element.textContent}`] : [],
    )
    const drawing = paper.querySelector('.drawing')?.getBoundingClientRect()
    const foot = paper.querySelector('.drawing ~ p')?.getBoundingClientRect()
    const below = [...paper.querySelectorAll('.drawing text')].flatMap((text) =>
      foot !== undefined && text.getBoundingClientRect().bottom > foot.top
        ? [`over the foot: ${text.textContent}`]
        : [],
    )
    const low = drawing !== undefined && drawing.height < 400 ? ['the drawing is low'] : []
    return [...wide, ...pressed, ...below, ...low]
  }, root)

describe.skipIf(browserPath === null)('what is printed', () => {
  let server: Running
  let browser: Browser
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  it('is a sheet of its own for A4 upright and sideways, with all that its reader must be told', async () => {
    const { page, complaints } = await openPage(browser, { colorScheme: 'dark' })
    await page.goto(server.url + AROUND)
    await page.waitForFunction(
      () => document.querySelector('#plot .canvas canvas') !== null && document.getElementById('drawing') === null,
    )
    const pixels = await page.evaluate(() => document.querySelector<HTMLCanvasElement>('#plot .canvas canvas')?.width)
    for (const paper of papers) {
      await page.setViewportSize(paper)
      await page.emulateMedia({ media: 'print' })
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
      await page.locator('#page').waitFor({ state: 'hidden' })
      await expect.poll(() => faultsOf(page, '#paper'), soon).toEqual([])
      const told = (await page.locator('#paper').textContent()) ?? ''
      for (const words of [
        'MSFT',
        'Microsoft',
        '16 Oct 2023 to 15 Dec 2023',
        'not distinguishable from a normal day',
        'Source: file:sample/prices/MSFT.csv, retrieved',
        'times of New York',
        'CAR [−1, +1] +0.45',
        `/t/MSFT?r=2023-10-16..2023-12-15&ev=${EVENT}`,
      ])
        expect(told.replaceAll('\u00a0', ' ')).toContain(words)
      expect(told).toMatch(/data [0-9a-f]{12}/)
      expect(await page.locator('#paper tbody tr').count()).toBe(22)
      // Paper is white whatever the screen is.
      const ink = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--surface'))
      expect(ink.trim()).toMatch(/^#fff(fff)?$/)
      await page.evaluate(() => dispatchEvent(new Event('afterprint')))
      await page.emulateMedia({ media: 'screen' })
    }
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.locator('#paper').waitFor({ state: 'detached' })
    await page.waitForFunction(
      (width) => document.querySelector<HTMLCanvasElement>('#plot .canvas canvas')?.width === width,
      pixels,
    )
    // The real way to paper: two pages and no more. What is emulated would be printed as it is on the screen.
    await page.emulateMedia({ media: null })
    const pdf = (await page.pdf({ format: 'A4', printBackground: true })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBe(2)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('of a study holds its result without its form, and says when, of which data and from where', async () => {
    const { page } = await openPage(browser)
    await page.goto(`${server.url}/study?l=en`)
    await page.locator('.caar').waitFor()
    for (const paper of papers) {
      await page.setViewportSize(paper)
      await page.emulateMedia({ media: 'print' })
      await expect.poll(() => faultsOf(page, '.study'), soon).toEqual([])
      const told = () => page.locator('.study .on-paper').textContent()
      await expect
        .poll(told, soon)
        .toMatch(/^Printed \d+ \w+ \d{4} · Data [0-9a-f]{12} · http:\/\/127\.0\.0\.1:\d+\/study\?l=en$/)
      await page.locator('.study .finding').waitFor()
      await page.emulateMedia({ media: 'screen' })
    }
    await page.context().close()
  })
})
