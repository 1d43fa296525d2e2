import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../server/running.ts'
import { addressOf, browserPath, keepPicture, openBrowser, openPage } from './browser.ts'
import { difference, drawnWith } from './compare.ts'

const folder = join(import.meta.dirname, 'pictures')
const record = join(folder, 'drawn-with.json')
/** Set by `npm run pictures`, which takes them anew or compares them; without it they are not looked at. */
const asked = process.env.PICTURES
const renewing = asked === 'renew'
/** The share of pixels that may differ. */
const TOLERANCE = 0.001

const EVENT = 'openai-20231117-altman-ousted'
const chart = `/t/MSFT?r=2023-10-16..2023-12-15&ev=${EVENT}`
const wide = { viewport: { width: 1440, height: 900 } }
const narrow = { viewport: { width: 390, height: 844 } }

/** The main screens: the chart in all forms, the others in two that differ in everything. */
const pictures = [
  ...(['light', 'dark'] as const).flatMap((colorScheme) =>
    ['en', 'id'].flatMap((language) => [
      { name: `chart-1440-${colorScheme}-${language}`, path: `${chart}&l=${language}`, ...wide, colorScheme },
      { name: `chart-390-${colorScheme}-${language}`, path: `${chart}&l=${language}`, ...narrow, colorScheme },
    ]),
  ),
  { name: 'year-1440-light-en', path: '/t/MSFT?l=en', ...wide, colorScheme: 'light' as const },
  { name: 'year-390-dark-id', path: '/t/MSFT?l=id', ...narrow, colorScheme: 'dark' as const },
  { name: 'study-1440-light-en', path: '/study?l=en', ...wide, colorScheme: 'light' as const },
  { name: 'study-390-dark-id', path: '/study?l=id', ...narrow, colorScheme: 'dark' as const },
]

/** When everything that a screen shows has come: nothing moves any more. */
async function settled(page: Page): Promise<void> {
  const shown = (await addressOf(page)).includes('/study') ? '.caar' : '#plot .canvas canvas'
  await page.locator(shown).first().waitFor()
  if ((await addressOf(page)).includes('ev=')) await page.locator('.card .finding').waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(300)
}

describe.skipIf(browserPath === null || asked === undefined)('pictures', () => {
  let server: Running
  let browser: Browser
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  const opened = async ({ path, viewport, colorScheme }: Omit<(typeof pictures)[number], 'name'>) => {
    const { page } = await openPage(browser, { viewport, colorScheme, reducedMotion: 'reduce' })
    await page.goto(server.url + path)
    await settled(page)
    return page
  }

  it('of one screen taken twice are alike, and a shift of two pixels is seen', async () => {
    const page = await opened({ path: `${chart}&l=en`, ...wide, colorScheme: 'light' })
    const before = await page.screenshot()
    expect(await difference(page, before, await page.screenshot())).toBeLessThanOrEqual(TOLERANCE)
    await page.locator('#plot').evaluate((plot) => {
      plot.style.transform = 'translateX(2px)'
    })
    expect(await difference(page, before, await page.screenshot())).toBeGreaterThan(TOLERANCE)
    await page.context().close()
  })

  it('of the main screens are those that were agreed on', async ({ skip }) => {
    const [first] = pictures
    if (first === undefined) throw new Error('Cannot compare pictures as none is named')
    const probe = await opened(first)
    const here = await drawnWith(probe)
    await probe.context().close()
    if (renewing) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(record, `${JSON.stringify(here, null, 2)}\n`)
    }
    const taken = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : null
    if (taken?.chromium !== here.chromium || taken?.letters !== here.letters)
      skip(
        `taken with Chromium ${taken?.chromium} and letters ${taken?.letters}; here are ${here.chromium} and ${here.letters}`,
      )
    const strays: string[] = []
    const pages = new Map<string, Page>()
    for (const { name, ...screen } of pictures) {
      const form = `${screen.viewport.width} ${screen.colorScheme}`
      const page = pages.get(form) ?? (await opened(screen))
      pages.set(form, page)
      await page.goto(server.url + screen.path)
      await settled(page)
      const now = await page.screenshot()
      const file = join(folder, `${name}.png`)
      if (renewing) writeFileSync(file, now)
      const share = await difference(page, readFileSync(file), now)
      if (share > TOLERANCE) {
        strays.push(`${name}: ${(share * 100).toFixed(2)} % of its pixels differ`)
        await keepPicture(page, name)
      }
    }
    expect(strays).toEqual([])
  }, 300_000)
})
