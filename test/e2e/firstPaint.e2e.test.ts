import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../server/running.ts'
import { addressOf, browserPath, drawn, openBrowser, openPage, phone, soon } from './browser.ts'
import { difference } from './compare.ts'

const EVENT = 'openai-20231117-altman-ousted'
const AROUND = `/t/MSFT?r=2023-10-16..2023-12-15&ev=${EVENT}&l=en`

type Boxed = { readonly name: string; readonly box: readonly number[] }

/**
 * Every box of the page but those of the drawing and of the overview's shades, whose place canvases take, of a study,
 * which is computed when scripts ask for it, and of rows of a grid that are out of sight.
 */
const boxesOf = (page: Page): Promise<readonly Boxed[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('#page *')].flatMap((element) => {
      if (element.closest('#drawing, .canvas, noscript, .rail-stop, .shade, .study-result') !== null) return []
      if (element.getClientRects().length === 0) return []
      const { x, y, width, height } = element.getBoundingClientRect()
      if (y >= innerHeight && element.closest('.event-grid tbody tr') !== null) return []
      const leaf = element.childElementCount === 0 ? element.textContent?.slice(0, 40) : ''
      return [{ name: `${element.tagName} ${element.getAttribute('class')} ${leaf}`, box: [x, y, width, height] }]
    }),
  )

/** The same boxes by their names, in order, and by how much the farthest of each has moved. */
function moved(before: readonly Boxed[], after: readonly Boxed[]): readonly string[] {
  const later = Map.groupBy(after, ({ name }) => name)
  return [...Map.groupBy(before, ({ name }) => name)].flatMap(([name, boxes]) => {
    const others = later.get(name) ?? []
    if (others.length !== boxes.length) return [`${name}: ${boxes.length} became ${others.length}`]
    const by = Math.max(
      ...boxes.flatMap(({ box }, i) => box.map((side, k) => Math.abs(side - (others[i]?.box[k] ?? 0)))),
    )
    return by > 1 ? [`${name}: by ${by} px`] : []
  })
}

/** Keeps requests waiting. @returns lets them go on, and when one was made */
async function hold(page: Page, what: string): Promise<{ release: () => void; asked: Promise<void> }> {
  const [held, asked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await page.route(what, async (route) => {
    // What stands before the first paint is a part of it.
    if (route.request().url().includes('/assets/ahead-')) return route.continue()
    asked.resolve()
    await held.promise
    await route.continue()
  })
  return { release: held.resolve, asked: asked.promise }
}

/** All of the page is here, and as the styles have it: a busy machine may still be reading both. */
const allHere = (page: Page) =>
  page.waitForFunction(
    () =>
      document.readyState !== 'loading' &&
      [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].every(({ sheet }) => sheet !== null),
  )

/** What is read on the page, but rows that a grid draws out of sight. */
const shownText = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('#content *')]
      .filter((element) => element.childElementCount === 0 && element.getBoundingClientRect().top < innerHeight)
      .map(({ textContent }) => textContent)
      .join('\n'),
  )

describe.skipIf(browserPath === null)('the page that comes drawn', () => {
  let server: Running
  let browser: Browser
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  const sizes: readonly (readonly [name: string, options: BrowserContextOptions])[] = [
    ['wide', {}],
    ['of middle width, dark', { viewport: { width: 900, height: 800 }, colorScheme: 'dark' }],
    ['on a phone', { ...phone, deviceScaleFactor: 1 }],
  ]
  it.each(sizes)('does not move when its scripts take over: %s', async (_, options) => {
    const isPhone = options.isMobile ?? false
    const { page, complaints } = await openPage(browser, options)
    const { release } = await hold(page, '**/assets/*.js')
    await page.goto(server.url + AROUND, { waitUntil: 'commit' })
    await page.locator('#drawing').waitFor()
    await page.waitForFunction(() => document.querySelectorAll('#drawing text').length > 10)
    await allHere(page)
    const before = await boxesOf(page)
    const still = await page.locator('#plot').screenshot()
    // The selected line, which others of its session follow, is whole in the list from the first.
    const selected = () =>
      page.evaluate(() => {
        const [list, line] = ['.items', '.items [aria-current]'].map((each) => document.querySelector(each))
        const [outer, inner] = [list?.getBoundingClientRect(), line?.getBoundingClientRect()]
        return [(outer?.top ?? 0) - (inner?.top ?? 0), (inner?.bottom ?? 0) - (outer?.bottom ?? 0)]
      })
    if (!isPhone) for (const beyond of await selected()) expect(beyond).toBeLessThanOrEqual(1)
    release()
    await drawn(page)
    await page.waitForFunction(() => !document.querySelector('#drawing, [data-drawn]'))
    expect(before.length).toBeGreaterThan(400)
    expect(moved(before, await boxesOf(page))).toEqual([])
    // Letters and the edges of lines are smoothed otherwise on a canvas; a shift by 2 pixels is 8 % and more.
    expect(await difference(page, still, await page.locator('#plot').screenshot())).toBeLessThan(0.05)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it.each([
    ['/events', '.event-grid tbody tr'],
    ['/study', '.study-form [name=windows]'],
    ['/data?sv=all', '.findings li'],
    ['/article', 'textarea'],
  ])('does not move on %s either', async (path, shown) => {
    for (const options of [{}, { ...phone, deviceScaleFactor: 1 }]) {
      const { page, complaints } = await openPage(browser, options)
      const { release } = await hold(page, '**/assets/*.js')
      await page.goto(server.url + path, { waitUntil: 'commit' })
      await page.locator(shown).first().waitFor({ state: 'attached' })
      await allHere(page)
      const before = await boxesOf(page)
      release()
      await page.waitForFunction(() => !document.querySelector('[data-drawn]'))
      expect(before.length).toBeGreaterThan(40)
      expect(moved(before, await boxesOf(page))).toEqual([])
      expect(complaints).toEqual([])
      await page.context().close()
    }
  })

  it('has the colours and the heights that the reader chose before, on every screen', async () => {
    const { page, complaints } = await openPage(browser)
    await page.addInitScript(() => Object.assign(localStorage, { theme: 'dark', density: 'compact' }))
    for (const [path, shown] of [
      ['/events', '.event-grid tbody tr'],
      [AROUND, '#drawing path'],
      ['/data', '.findings li'],
    ] as const) {
      const { release } = await hold(page, '**/assets/*.js')
      await page.goto(server.url + path, { waitUntil: 'commit' })
      await page.locator(shown).first().waitFor({ state: 'attached' })
      await allHere(page)
      const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
      const dark = await ground()
      expect(dark).toBe('rgb(10, 15, 24)')
      // Rows of the grid are as many as fit: more of those that are lower.
      const grid = () =>
        page
          .locator('.event-grid .rows, .event-grid tbody tr:nth-child(-n+10)')
          .evaluateAll((all) => all.map((each) => [each.getBoundingClientRect().y, each.clientHeight]))
      const [before, rows] = [await boxesOf(page), await grid()]
      if (path === '/events') expect(new Set(rows.slice(1).map(([, height]) => height))).toEqual(new Set([27]))
      release()
      await page.waitForFunction(() => !document.querySelector('#drawing, [data-drawn]'))
      expect(await ground()).toBe(dark)
      if (path === '/events') expect(await grid()).toEqual(rows)
      else expect(moved(before, await boxesOf(page))).toEqual([])
      await page.unroute('**/assets/*.js')
    }
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it.each([
    ['/', '.finding-card .finding', '**/api/board?*'],
    ['/methods', '.methods h2', '**/assets/MethodsScreen*.js'],
    ['/events', '.event-grid tbody tr', '**/api/facets*'],
    ['/study', '.study-form', '**/assets/StudyScreen*.js'],
    ['/data', '.coverage, .findings li', '**/api/quality?part=coverage*'],
    ['/article', 'textarea', '**/assets/ArticleScreen*.js'],
  ])('keeps what it shows while its scripts and answers are under way: %s', async (path, shown, slow) => {
    const { page, complaints } = await openPage(browser)
    const { release, asked } = await hold(page, slow)
    await page.goto(`${server.url}${path}?l=en`, { waitUntil: 'commit' })
    await page.locator(shown).first().waitFor()
    await allHere(page)
    const before = await shownText(page)
    // The scripts have done what they can do without it when it is asked for.
    await asked
    expect(await shownText(page)).toBe(before)
    // A key of every screen waits with the page.
    await page.keyboard.press('?')
    release()
    await page.waitForFunction(() => !document.querySelector('[data-drawn]'))
    await page.locator('aside.keys').waitFor()
    await expect.poll(() => shownText(page), soon).toBe(before)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('does what was pressed before its scripts took over', async () => {
    const { page, complaints } = await openPage(browser)
    // The page's own script is here, what draws the chart is not.
    const { release } = await hold(page, '**/api/bars/**')
    await page.goto(server.url + AROUND, { waitUntil: 'load' })
    await page.locator('#drawing').waitFor()
    await page.getByRole('button', { name: 'id', exact: true }).click()
    await page.keyboard.press('t')
    await page.getByRole('checkbox', { name: 'Leave these sessions out' }).check()
    expect(await page.locator('table.prices').count()).toBe(0)
    release()
    await page.waitForFunction(() => document.documentElement.lang === 'id')
    await page.locator('table.prices').waitFor()
    await page.waitForURL(/mk=c/)
    await expect.poll(() => page.locator('.confounders [type=checkbox]').isChecked(), soon).toBe(true)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('keeps what was written, chosen, ticked and opened in forms before its scripts took over', async () => {
    const { page, complaints } = await openPage(browser)
    const early = async (path: string, slow: string, act: () => Promise<void>) => {
      const { release } = await hold(page, slow)
      await page.goto(`${server.url}${path}`, { waitUntil: 'load' })
      expect(await page.locator('[data-drawn]').count()).toBe(1)
      await act()
      expect(await page.locator('[data-drawn]').count(), 'the scripts of the screen are not here yet').toBe(1)
      expect(await addressOf(page)).toBe(server.url + path)
      release()
      await page.waitForFunction(() => !document.querySelector('[data-drawn]'))
    }
    await early('/events?l=en', '**/api/facets*', () => page.getByRole('searchbox').fill('Altman'))
    await page.waitForURL(/q=Altman/)
    expect(await page.getByRole('searchbox').inputValue()).toBe('Altman')
    await early('/study?l=en', '**/assets/StudyScreen*.js', async () => {
      const form = page.locator('.study-form')
      await form.locator('[name=benchmark]').selectOption('^GSPC')
      await form.locator('[name=tags]').fill('openai')
      await form.locator('[value=governance]').check()
      await form.locator('[name=tags]').press('Enter')
    })
    await page.waitForURL(/tags=openai/)
    expect(await addressOf(page)).toMatch(/benchmark=(%5E|\^)GSPC/)
    expect(await addressOf(page)).toContain('families=governance')
    await early('/data?l=en', '**/api/quality?part=coverage*', async () => {
      await page.getByLabel('Tickers', { exact: true }).fill('AAPL ../x')
      await page.getByText('Bars in question').first().click()
    })
    await page.getByText('Not a ticker: ../x').waitFor()
    await page.getByRole('table', { name: /^Bars in question/ }).waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('tells of an event without scripts: its story, what it did, and who says when it was', async () => {
    const { page, complaints } = await openPage(browser, { javaScriptEnabled: false })
    await page.goto(`${server.url}/e/openai-20231117-altman-ousted`)
    expect(await page.locator('h1').textContent()).toContain('OpenAI board removes Sam Altman')
    expect(await page.locator('.multiple .finding').textContent()).toContain('On 17 Nov 2023 MSFT returned')
    expect(await page.locator('.story li').count()).toBeGreaterThan(10)
    expect(await page.locator('.witnesses li').first().textContent()).toContain('17 Nov 2023 15:28')
    await page.locator('.story a').first().click()
    await page.locator('.event-page h1', { hasText: 'DevDay' }).waitFor()
    expect(await addressOf(page)).toContain('/e/')
    expect(complaints).toEqual([])
  })

  it('informs without scripts, of the ticker and in the language of its address', async () => {
    const { page, complaints } = await openPage(browser, { javaScriptEnabled: false })
    await page.goto(server.url + AROUND)
    expect(await page.title()).toMatch(/^MSFT · OpenAI board removes Sam Altman/)
    expect(await page.locator('#drawing path').count()).toBeGreaterThan(20)
    expect(await page.locator('.still .finding').textContent()).toContain('not distinguishable from a normal day')
    expect(await page.locator('.still tbody tr').count()).toBe(22)
    const links = await page
      .locator('.still a[href*="/api/"]')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')))
    for (const table of ['bars/MSFT.csv', 'events.csv', 'impacts.csv', 'panel.csv', 'figures/MSFT.png'])
      expect(links.some((href) => href?.includes(table))).toBe(true)
    await page.locator('.still tbody tr').first().locator('a').click()
    await page.locator('.card h2', { hasText: 'Microsoft reports FY24 Q1' }).waitFor()
    await page.goto(`${server.url}/t/^GSPC?l=id&r=6m`)
    expect(await page.locator('html').getAttribute('lang')).toBe('id')
    expect(await page.locator('#drawing path').count()).toBeGreaterThan(4)
    const own = await page.locator('.still a[href*="/api/bars/"]').first().getAttribute('href')
    expect(own).toContain('/api/bars/%5EGSPC.csv')
    await page.goto(`${server.url}/`)
    expect(await page.locator('.finding-card .finding').textContent()).toContain('not distinguishable')
    expect(await page.locator('.ticker-card .spark path').count()).toBe(4)
    for (const [path, words] of [
      ['/study', 'many events together'],
      ['/data', 'What is stored'],
      ['/events', 'The newest 49 of 49 events'],
      ['/article', 'Articles and drafts'],
      ['/methods', 'market model'],
    ]) {
      await page.goto(`${server.url}${path}?l=en`)
      expect(await page.locator('#page').textContent()).toContain(words)
      expect(await page.locator('#page').textContent()).not.toContain('Loading')
      expect(await page.locator('#page a').count()).toBeGreaterThan(5)
      // A form that only scripts answer to is not offered.
      expect(await page.locator('form, .event-grid').filter({ visible: true }).count()).toBe(0)
    }
    await page.goto(`${server.url}/events?st=proposed&l=en`)
    expect(await page.locator('.still .twins a').first().getAttribute('href')).toBe('/events.csv?l=en&st=proposed')
    const proposed = ((await (await fetch(`${server.url}/api/events?status=proposed`)).json()) as { total: number })
      .total
    expect(await page.locator('.still tbody tr').count()).toBe(Math.min(50, proposed))
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
