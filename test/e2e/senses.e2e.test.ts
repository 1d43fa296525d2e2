import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../server/running.ts'
import { spread } from '../spread.ts'
import { browserPath, openBrowser, openPage, phone, soon } from './browser.ts'

const EVENT = 'openai-20231117-altman-ousted'
const screens = [
  ['/', 'main h1'],
  [`/t/MSFT?r=2023-10-16..2023-12-15&ev=${EVENT}`, '.card .finding'],
  ['/t/MSFT?r=2023-10-16..2023-12-15&v=table', '.prices tbody tr'],
  ['/events', 'main tbody tr'],
  [`/e/${EVENT}`, 'main .finding'],
  ['/article', 'main h1'],
  ['/study', '.study-plot svg'],
  ['/data', 'main h2'],
  ['/methods', 'math'],
] as const
const sizes = [
  ['desktop', { viewport: { width: 1440, height: 900 } }],
  ['phone', phone],
  ['phone held sideways', { ...phone, viewport: { width: 844, height: 390 } }],
] as const

/** Texts that are smaller on the screen than they may be, with how large; an SVG's letters grow and shrink with it. */
const tooSmall = (page: Page, least: number) =>
  page.evaluate((least) => {
    const found = new Set<string>()
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      const [text, parent] = [node.textContent?.trim() ?? '', node.parentElement]
      if (text === '' || parent === null || parent.closest('noscript, script, style, title, desc') !== null) continue
      if (parent.getClientRects().length === 0 || parent.closest('.unseen') !== null) continue
      const matrix = parent instanceof SVGGraphicsElement ? parent.getScreenCTM() : null
      const size = Number.parseFloat(getComputedStyle(parent).fontSize) * (matrix?.d ?? 1)
      if (size < least) found.add(`${size.toFixed(1)} ${parent.tagName}.${parent.getAttribute('class') ?? ''} ${text}`)
    }
    return [...found].slice(0, 12)
  }, least)

/** Letters of drawings that reach over the edge of what they are drawn in, which cuts them. */
const cutLetters = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('svg text')].flatMap((text) => {
      const sheet = (text as SVGTextElement).ownerSVGElement
      if (sheet === null || getComputedStyle(sheet).overflow === 'visible') return []
      const [inner, outer] = [text.getBoundingClientRect(), sheet.getBoundingClientRect()]
      const beyond = Math.max(outer.left - inner.left, inner.right - outer.right, inner.bottom - outer.bottom)
      return beyond > 1 ? [`${text.textContent} by ${beyond.toFixed(1)}`] : []
    }),
  )

/** Words in sight that lie over others, beside a sheet or a list that is laid over the page. */
const overlapping = (page: Page) =>
  page.evaluate(() => {
    type Seen = { readonly of: Element; readonly text: string; readonly box: readonly [number, number, number, number] }
    const seen: Seen[] = []
    const isShown = (element: Element) => {
      if (element.closest('.unseen, .sheet, [popover], noscript, option, math, script') !== null) return false
      for (let at: Element | null = element; at !== null; at = at.parentElement)
        if (getComputedStyle(at).clipPath !== 'none') return false
      return element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    }
    /** What of a box the boxes that scroll or cut around it leave. */
    const cut = (element: Element, { left, top, right, bottom }: DOMRect): Seen['box'] => {
      let box: Seen['box'] = [left, top, right, bottom]
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(at)
        if (overflowX === 'visible' && overflowY === 'visible') continue
        const outer = at.getBoundingClientRect()
        box = [
          Math.max(box[0], outer.left),
          Math.max(box[1], outer.top),
          Math.min(box[2], outer.right),
          Math.min(box[3], outer.bottom),
        ]
      }
      return box
    }
    const walk = document.createTreeWalker(document.getElementById('page') ?? document.body, NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      const [text, parent] = [node.textContent?.trim() ?? '', node.parentElement]
      if (text === '' || parent === null || !isShown(parent)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const rect of range.getClientRects())
        if (rect.bottom > 0 && rect.top < innerHeight) seen.push({ of: parent, text, box: cut(parent, rect) })
    }
    return seen.flatMap((one, i) =>
      seen.slice(i + 1).flatMap((other) => {
        if (one.of.contains(other.of) || other.of.contains(one.of)) return []
        const wide = Math.min(one.box[2], other.box[2]) - Math.max(one.box[0], other.box[0])
        const high = Math.min(one.box[3], other.box[3]) - Math.max(one.box[1], other.box[1])
        return wide > 2 && high > 4 ? [`${one.text.slice(0, 30)} over ${other.text.slice(0, 30)}`] : []
      }),
    )
  })

describe.skipIf(browserPath === null)('what is seen', () => {
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

  it.each(spread(sizes, 2))(
    'has no letter under 11 pixels, none of a drawing cut, and no words over others, on any screen: %s',
    async (_, options) => {
      const { page } = await openPage(browser, options)
      for (const [path, part] of screens) {
        await page.goto(`${server.url}${path}${path.includes('?') ? '&' : '?'}l=en`)
        await page.locator(part).first().waitFor({ state: 'attached' })
        await expect.poll(() => tooSmall(page, 11), { ...soon, message: path }).toEqual([])
        await expect.poll(() => cutLetters(page), { ...soon, message: path }).toEqual([])
        await expect.poll(() => overlapping(page), { ...soon, message: path }).toEqual([])
      }
    },
  )

  it('puts no point before what is missing of a ticker that has no name', async () => {
    const { page } = await openPage(browser)
    await page.route('**/api/tickers**', async (route) => {
      const response = await route.fetch()
      const body = await response.json()
      for (const ticker of body.tickers) Object.assign(ticker, { name: null, exchange: null, currency: null })
      await route.fulfill({ response, json: body })
    })
    await page.route('**/api/bars/MSFT**', async (route) => {
      const response = await route.fetch()
      const body = await response.json()
      await route.fulfill({ response, json: { ...body, missing: ['2023-12-01'] } })
    })
    await page.goto(`${server.url}/t/MSFT?r=2023-10-16..2023-12-15&l=en`)
    const missing = page.locator('.ticker-head .missing')
    await missing.waitFor()
    await expect
      .poll(() => page.locator('.ticker-head .name').textContent(), soon)
      .toMatch(/^1 of \d+ sessions missing/)
    await expect.poll(() => missing.evaluate((part) => getComputedStyle(part, '::before').content), soon).toBe('none')
  })

  it.each([
    ['desktop', {}],
    ['phone', phone],
  ])('the table has every bar, a part of them as rows, and goes to its end: %s', async (_, options) => {
    const { page, complaints } = await openPage(browser, options)
    await page.goto(`${server.url}/t/MSFT?r=max&v=table&l=en`)
    const rows = page.locator('.prices tbody:not(.away) tr')
    await rows.first().waitFor()
    // 606 sessions of the sample and the head.
    await expect.poll(() => page.locator('.prices').getAttribute('aria-rowcount'), soon).toBe('607')
    await expect.poll(() => rows.count(), soon).toBeLessThan(300)
    const oldest = page.locator('.prices tr[aria-rowindex="607"]')
    await expect
      .poll(async () => {
        await page.evaluate(() => {
          for (const box of [document.querySelector('.price-table'), document.scrollingElement])
            box?.scrollTo(0, box.scrollHeight)
        })
        return oldest.count()
      }, soon)
      .toBe(1)
    await expect.poll(() => oldest.textContent(), soon).toContain('3 Jan 2022')
    await expect.poll(() => rows.count(), soon).toBeLessThan(300)
    if (options === phone) return
    await page.locator('.prices').getByRole('button', { name: 'Vol' }).click()
    await expect.poll(() => page.locator('.prices [aria-sort="ascending"]').textContent(), soon).toContain('Vol')
    await page.locator('.prices').getByRole('button', { name: 'Vol' }).click()
    // The largest volume in db/sample/prices/MSFT.csv: 90,428,900.
    const busiest = page.locator('.prices tr[aria-rowindex="2"]')
    await expect.poll(() => busiest.textContent(), soon).toContain('26 Jan 2022')
    expect(complaints).toEqual([])
  })

  it('forced colours leave every band apart from the ground and from the others, and every word readable', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await openPage(browser, { forcedColors: 'active', colorScheme })
      await page.goto(`${server.url}/study?l=en`)
      await page.locator('.study-plot svg').first().waitFor()
      const inks = await page.evaluate(() => {
        const probe = document.createElement('i')
        probe.style.forcedColorAdjust = 'none'
        document.body.append(probe)
        const painted = (ink: string) => {
          probe.style.backgroundColor = ink
          return getComputedStyle(probe).backgroundColor
        }
        return ['Canvas', 'var(--window)', 'var(--band)', 'var(--hatch)', 'var(--extended)', 'var(--grid)'].map(painted)
      })
      expect(new Set(inks).size, inks.join(' ')).toBe(inks.length)
      const band = page.locator('.study-plot path.band')
      expect(await band.evaluate((drawn) => getComputedStyle(drawn).stroke)).not.toBe('none')
      const pressed = await page.locator('.action.primary').evaluate((button) => {
        const { color, backgroundColor } = getComputedStyle(button)
        return [color, backgroundColor]
      })
      expect(pressed[0]).not.toBe(pressed[1])
      // What is pressed or chosen is told from what is not by more than the colour of its letters.
      await page.goto(`${server.url}/t/MSFT?r=2023-10-16..2023-12-15&ev=${EVENT}&l=en`)
      await page.locator('.card .finding').waitFor()
      const grounds = await page
        .locator('.ticker-head .switch button')
        .evaluateAll((all) =>
          all.map((each) => [each.getAttribute('aria-pressed'), getComputedStyle(each).backgroundColor]),
        )
      const [on, off] = ['true', 'false'].map((state) => grounds.filter(([is]) => is === state).map(([, ink]) => ink))
      expect(on?.length).toBe(2)
      expect(new Set(on).size).toBe(1)
      expect(off).not.toContain(on?.[0])
      const outlineOf = (line: Element) => getComputedStyle(line).outlineStyle
      expect(await page.locator('.items [aria-current]').evaluate(outlineOf)).toBe('solid')
      expect(await page.locator('.items button:not([aria-current])').first().evaluate(outlineOf)).toBe('none')
      await page.goto(`${server.url}/data?l=en`)
      const strip = page.locator('.levels .strip')
      await strip.first().waitFor()
      // Stored, held back, and missing.
      const fills = await strip.locator('rect').evaluateAll((all) => all.map((part) => getComputedStyle(part).fill))
      expect(new Set(fills).size).toBe(3)
      await page.context().close()
    }
  })
})
