import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../server/running.ts'
import { spread } from '../spread.ts'
import { violationsOf } from './axe.ts'
import { addressOf, browserPath, drawn, keepPicture, openBrowser, openPage, phone, soon, wordsOf } from './browser.ts'

const packed = promisify(brotliCompress)
const EVENT = 'openai-20231117-altman-ousted'
const AROUND = `/t/MSFT?r=2023-10-16..2023-12-15&ev=${EVENT}`

describe.skipIf(browserPath === null)('the page of a ticker', () => {
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

  it('the board leads to the first ticker, which is drawn without a complaint', async () => {
    const { page, complaints } = await open('/')
    await page.getByRole('link', { name: 'Chart', exact: true }).click()
    await page.waitForURL('**/t/MSFT')
    await drawn(page)
    await page.getByRole('heading', { name: /MSFT/ }).waitFor()
    await expect.poll(() => page.title(), soon).toContain('MSFT')
    // Candles are pixels: the canvas must hold more than its background.
    const inks = () =>
      page
        .locator('#plot .canvas canvas')
        .first()
        .evaluate((canvas) => {
          const { width, height } = canvas as HTMLCanvasElement
          const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? []
          const seen = new Set<number>()
          for (let i = 0; i < pixels.length; i += 4)
            seen.add(((pixels[i] ?? 0) << 16) | ((pixels[i + 1] ?? 0) << 8) | (pixels[i + 2] ?? 0))
          return seen.size
        })
    await expect.poll(inks, soon).toBeGreaterThan(8)
    expect(complaints).toEqual([])
  })

  it('what a ticker brings unasked within three seconds keeps to its sizes: scripts and styles, in brotli', async () => {
    const { page } = await openPage(browser)
    const paths = new Set<string>()
    page.on('response', (response) => paths.add(new URL(response.url()).pathname))
    await page.goto(`${server.url}/t/MSFT`)
    await drawn(page)
    await page.waitForTimeout(3000)
    const sizesOf = async (ending: string): Promise<readonly number[]> => {
      const files = [...paths].filter((path) => path.endsWith(ending)).map((path) => fetch(server.url + path))
      const sizes = (await Promise.all(files)).map(async (file) => (await packed(await file.bytes())).length)
      return (await Promise.all(sizes)).sort((a, b) => b - a)
    }
    const total = (sizes: readonly number[]) => sizes.reduce((all, bytes) => all + bytes, 0)
    const [largest = 0, ...others] = await sizesOf('.js')
    const sheets = await sizesOf('.css')
    // kB of 1,000 bytes.
    expect(largest).toBeGreaterThan(50_000)
    expect(largest).toBeLessThanOrEqual(130_000)
    expect(others.length).toBeGreaterThan(1)
    expect(total(others)).toBeLessThanOrEqual(30_000)
    expect(others.length).toBeLessThanOrEqual(6)
    expect(sheets.length).toBeGreaterThan(1)
    expect(total(sheets)).toBeLessThanOrEqual(10_000)
  })

  it('a deep link shows the event with the figures the API gives', async () => {
    const { page, complaints } = await open(AROUND)
    await cardOf(page, EVENT)
    const answer = await page.request.get(`${server.url}/api/impacts/${EVENT}?ticker=MSFT`)
    const impact = (await answer.json()) as {
      days: { rel: number; ar: number; t: number; p: number }[]
      finding: { en: string }
      session: string
    }
    const day = impact.days.find(({ rel }) => rel === 0)
    const card = wordsOf(page.locator('.card'))
    for (const told of [
      impact.finding.en,
      `${((day?.ar ?? 0) * 100).toFixed(2).replace('-', '−')} %`,
      (day?.t ?? 0).toFixed(2).replace('-', '−'),
      '17 Nov 2023 15:28 New York',
      '20:28 UTC',
      'published Fri 15:28, in the session',
      'before',
    ])
      await expect.poll(card, soon).toContain(told)
    expect(await card()).not.toMatch(/NaN|undefined|null|Infinity/)
    expect(await page.locator('.card a[rel]').getAttribute('rel')).toContain('noopener')
    expect(complaints).toEqual([])
  })

  it('the journey works with the keyboard alone', async () => {
    const { page, complaints } = await open('/t/MSFT?r=2023-10-16..2023-12-15')
    await drawn(page)
    await page.locator('.items button').first().waitFor()
    await page.keyboard.press('Tab')
    await page.waitForFunction(() => document.activeElement?.className === 'skip')
    await page.keyboard.press('Enter')
    await page.locator('#plot').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction(() => document.querySelector('[aria-live]')?.textContent?.includes('17 Oct 2023'))
    await page.keyboard.press(']')
    await page.waitForURL(/ev=/)
    const first = new URL(await addressOf(page)).searchParams.get('ev') ?? ''
    await cardOf(page, first)
    await page.keyboard.press(']')
    await page.waitForFunction((before) => !location.search.includes(before), first)
    await page.keyboard.press('[')
    await page.waitForFunction((before) => location.search.includes(before), first)
    // Every event in view is reached by stepping to the right.
    const inView = await page.locator('.items li').count()
    expect(inView).toBeGreaterThan(10)
    for (const seen = new Set([first]); seen.size < inView; ) {
      const last = [...seen].at(-1)
      await page.keyboard.press(']')
      await page.waitForFunction((was) => new URLSearchParams(location.search).get('ev') !== was, last)
      seen.add(new URL(await addressOf(page)).searchParams.get('ev') ?? '')
    }
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => !location.search.includes('ev='))
    await page.keyboard.press('t')
    await page.locator('table.prices').waitFor()
    await page.keyboard.press('t')
    await page.locator('table.prices').waitFor({ state: 'detached' })
    await page.keyboard.press('?')
    await page.getByRole('complementary', { name: 'Keys' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('complementary', { name: 'Keys' }).waitFor({ state: 'detached' })
    await page.keyboard.press('e')
    const files = page.locator('#downloads')
    await files.getByRole('link').first().waitFor()
    await page.keyboard.press('Tab')
    await page.waitForFunction(() => document.activeElement?.closest('#downloads') !== null)
    await page.keyboard.press('Escape')
    await files.waitFor({ state: 'hidden' })
    const said = () => page.getByTestId('announcer').textContent()
    await page.keyboard.press('p')
    await expect.poll(said, soon).toMatch(/^Playing the prices/)
    await page.keyboard.press('Escape')
    await expect.poll(said, soon).toMatch(/^Sound ended/)
    await page.keyboard.press('f')
    await page.waitForFunction(() => document.activeElement?.id === 'search')
    await page.keyboard.type('brockman')
    await page.waitForFunction(() => document.querySelectorAll('.items li').length === 3)
    // The field is left empty, and so is what is searched for.
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => document.querySelectorAll('.items li').length > 3)
    expect(await page.locator('#search').inputValue()).toBe('')
    await expect.poll(() => addressOf(page), soon).not.toContain('brockman')
    expect(complaints).toEqual([])
  })

  it('Enter before the search has answered goes to what it finds first', async () => {
    const { page, complaints } = await open('/methods?l=en')
    await page.getByRole('heading', { level: 1 }).waitFor()
    let release = () => {}
    const held = new Promise<void>((done) => {
      release = done
    })
    await page.route('**/api/events?q=*', async (route) => {
      await held
      await route.continue()
    })
    await page.keyboard.press('/')
    await page.getByRole('combobox', { name: 'Search' }).fill('brockman')
    await page.getByText('Looking for events …').waitFor()
    await page.keyboard.press('Enter')
    release()
    await page.waitForURL(/\/t\/MSFT\?.*ev=[^&]*brockman/)
    await page.getByRole('dialog', { name: 'Search' }).waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })

  it('the search finds tickers, events and places from every screen, with the keys alone', async () => {
    const { page, complaints } = await open('/methods?l=en')
    await page.getByRole('heading', { level: 1 }).waitFor()
    // What is typed before the search is here is searched for.
    const field = page.getByRole('combobox', { name: 'Search' })
    let release = () => {}
    const held = new Promise<void>((done) => {
      release = done
    })
    await page.route('**/assets/Over-*.js', async (route) => {
      await held
      await route.continue()
    })
    for (const key of '/brock') await page.keyboard.press(key)
    expect(await field.count()).toBe(0)
    release()
    await field.waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.type('man')
    expect(await field.inputValue()).toBe('brockman')
    const found = page.getByRole('option', { name: /Brockman/ })
    await found.first().waitFor()
    const active = () => field.getAttribute('aria-activedescendant')
    await expect.poll(active, soon).toBe('found-0')
    await page.keyboard.press('ArrowDown')
    await expect.poll(active, soon).toBe('found-1')
    await page.keyboard.press('ArrowUp')
    await expect.poll(active, soon).toBe('found-0')
    const title = await found.first().locator('span').textContent()
    await keepPicture(page, 'search')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/t\/MSFT\?.*ev=/)
    await page
      .locator('.card')
      .getByText(title ?? 'nothing')
      .first()
      .waitFor()
    await page.getByRole('dialog', { name: 'Search' }).waitFor({ state: 'detached' })
    // From a field too, and away again: the reader is back where he was.
    await page.keyboard.press('f')
    await page.waitForFunction(() => document.activeElement?.id === 'search')
    await page.keyboard.press('Control+k')
    await field.waitFor()
    await page.keyboard.press('Escape')
    await field.waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement?.id === 'search')
    expect(complaints).toEqual([])

    // "g" and a letter go to a screen; in a field they are text. The head names what is on screen as data.
    const twins = () =>
      page.locator('head link[rel=alternate]').evaluateAll((all) => all.map((each) => each.getAttribute('href')))
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => document.activeElement?.id !== 'search')
    await page.keyboard.press('g')
    await page.keyboard.press('d')
    await page.waitForURL(/\/data/)
    await page.getByRole('heading', { name: 'Coverage' }).waitFor()
    await expect
      .poll(twins, soon)
      .toEqual([expect.stringMatching(/^\/data\.json/), expect.stringMatching(/^\/data\.csv/)])
    await page.getByLabel('Tickers').click()
    for (const key of ['g', 'b', '?']) await page.keyboard.press(key)
    await expect.poll(() => page.getByLabel('Tickers').inputValue(), soon).toBe('gb?')
    await page.getByRole('heading', { name: 'Coverage' }).click()
    await page.keyboard.press('?')
    const list = page.getByRole('complementary', { name: 'Keys' })
    await list.getByRole('checkbox').focus()
    await page.keyboard.press('Escape')
    await list.waitFor({ state: 'detached' })
    for (const key of ['g', 'm']) await page.keyboard.press(key)
    await page.waitForURL(/\/methods/)
    await expect.poll(twins, soon).toEqual([])
    expect(complaints).toEqual([])
  })

  it('keys without Ctrl can be switched off where they are listed, on every screen and for the next visit', async () => {
    const { page, complaints } = await open('/t/MSFT?l=en')
    await drawn(page)
    await page.keyboard.press('?')
    await page.getByRole('checkbox', { name: 'Keys without Ctrl do something' }).uncheck()
    await page.reload()
    await drawn(page)
    await page.locator('#plot').focus()
    for (const key of ['t', '/', '?', ']']) await page.keyboard.press(key)
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search' }).waitFor()
    expect(new URL(await addressOf(page)).search).toBe('?l=en')
    await page.keyboard.type('keys')
    await page.getByRole('option', { name: 'Keys', exact: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('checkbox', { name: 'Keys without Ctrl do something' }).check()
    await page.locator('#plot').focus()
    await page.keyboard.press('t')
    await page.locator('table.prices').waitFor()
    expect(complaints).toEqual([])
  })

  it('a glyph of one event selects it and one of several opens their list', async () => {
    const { page, complaints } = await open('/t/MSFT?r=2023-10-16..2023-12-15')
    await drawn(page)
    const governance = page.getByRole('button', { name: /^Governance:/ })
    await governance.focus()
    await page.keyboard.press('Enter')
    const cluster = page.locator('.cluster')
    await cluster.waitFor()
    const name = (await cluster.getAttribute('aria-label')) ?? ''
    expect(Number.parseInt(name, 10)).toBe(await cluster.locator('li').count())
    await page.waitForFunction(() => document.activeElement?.closest('.cluster li'))
    await page.keyboard.press('Enter')
    await page.waitForURL(/ev=/)
    const event = new URL(await addressOf(page)).searchParams.get('ev') ?? ''
    await cardOf(page, event)
    expect(complaints).toEqual([])
  })

  it('the counts of all clusters add up to the events of the list', async () => {
    const { page } = await open('/t/MSFT?r=max')
    await drawn(page)
    await page.locator('.items button').first().waitFor()
    const counted = async () => {
      const names = await page
        .locator('.rail-stop')
        .evaluateAll((stops) => stops.map((stop) => stop.getAttribute('aria-label') ?? ''))
      return names.reduce((sum, name) => sum + Number(/: (\d+)/.exec(name)?.[1] ?? 0), 0)
    }
    const listed = Number(await page.locator('.items li').first().getAttribute('aria-setsize'))
    expect(listed).toBeGreaterThan(40)
    await expect.poll(counted, soon).toBe(listed)
  })

  it('the back button undoes steps, and every step is in the address', async () => {
    const { page } = await open('/t/MSFT')
    await drawn(page)
    await page.getByRole('button', { name: '6M' }).click()
    await page.waitForURL(/r=6m/)
    await page.locator('.items button').first().click()
    await page.waitForURL(/ev=/)
    await page.goBack()
    await page.waitForFunction(() => !location.search.includes('ev='))
    await page.locator('.card.legend').waitFor()
    await page.goBack()
    await page.waitForFunction(() => location.search === '')
    await page.getByRole('button', { name: '1Y', pressed: true }).waitFor()
  })

  it('the language switch changes words and numbers together', async () => {
    const { page, complaints } = await open(AROUND)
    await cardOf(page, EVENT)
    await page.getByRole('button', { name: 'id', exact: true }).click()
    await page.getByRole('heading', { name: /Peristiwa/ }).waitFor()
    expect(new URL(await addressOf(page)).searchParams.get('l')).toBe('id')
    await page.waitForFunction(() => document.documentElement.lang === 'id')
    const card = wordsOf(page.locator('.card'))
    await expect.poll(card, soon).toContain('tidak dapat dibedakan')
    await expect.poll(card, soon).toMatch(/−1,\d\d %/)
    await expect.poll(card, soon).toContain('15.28')
    expect(complaints).toEqual([])
  })

  it('every CSV button gives what the API gives for the same question', async () => {
    const { page } = await open(AROUND)
    await cardOf(page, EVENT)
    const csv = page.getByRole('button', { name: 'CSV' })
    await csv.click()
    const menu = page.locator('.menu', { has: page.locator('a[href*=".csv"]') })
    await menu.waitFor()
    const links = await menu.locator('a').evaluateAll((each) => each.map((link) => link.getAttribute('href') ?? ''))
    expect(links.length).toBe(5)
    for (const [i, href] of links.entries()) {
      const answer = await page.request.get(server.url + href)
      expect(answer.status(), href).toBe(200)
      // Taking one closes the list; so does Escape, which leaves the selected event alone.
      if (i > 0) await csv.click()
      const [download] = await Promise.all([page.waitForEvent('download'), menu.locator('a').nth(i).click()])
      const file = await download.createReadStream()
      const parts: Buffer[] = []
      for await (const part of file) parts.push(part as Buffer)
      expect(Buffer.concat(parts).toString(), href).toBe(await answer.text())
      await menu.waitFor({ state: 'hidden' })
    }
    await csv.click()
    await menu.waitFor()
    await page.keyboard.press('Escape')
    await menu.waitFor({ state: 'hidden' })
    expect(await addressOf(page)).toContain(EVENT)
  })

  it('a weekend event says which session it hit and why', async () => {
    const { page } = await open('/t/MSFT?ev=openai-20231119-shear-named&r=2023-11-01..2023-12-01')
    await cardOf(page, 'openai-20231119-shear-named')
    const card = () => page.locator('.card').textContent()
    await expect.poll(card, soon).toContain('Mon 20 Nov 2023')
    await expect.poll(card, soon).toContain('the exchange was closed: first session Mon 20 Nov')
    await expect.poll(card, soon).toMatch(/Same session, joint statistics: \d+/)
  })

  it('a milestone is called an outcome of the price', async () => {
    const { page } = await open('/t/MSFT?ev=msft-20240124-3tn')
    await cardOf(page, 'msft-20240124-3tn')
    expect(await page.locator('.caution').textContent()).toContain('not a cause')
  })

  it('an unknown event, an unknown ticker and an unknown address are said in words', async () => {
    const { page } = await open('/t/MSFT?ev=nothing-of-the-kind')
    await page.getByText('This event is not stored.').waitFor()
    await page.goto(`${server.url}/t/ZZZZ`)
    await page.getByText('No prices of ZZZZ are stored yet.').waitFor()
    await page.getByText('npm run backfill -- ZZZZ').waitFor()
    await page.goto(`${server.url}/nowhere`)
    await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor()
  })

  it('a server that stops answering is said, what was loaded stays, and it can be tried again', async () => {
    const { page } = await open('/t/MSFT?r=2023-10-16..2023-12-15')
    await drawn(page)
    await page.route('**/api/**', (route) => route.abort())
    await page.locator('.items button').first().click()
    await page.getByText('The server does not answer.').waitFor()
    expect(await page.locator('#plot .canvas canvas').count()).toBeGreaterThan(0)
    await page.unroute('**/api/**')
    await page.getByRole('button', { name: 'Try again' }).first().click()
    await page.locator('.finding').waitFor()
  })

  const looks = [
    ['light', 'en', {}],
    ['phone-light', 'id', phone],
    ['phone-dark', 'id', { ...phone, colorScheme: 'dark' as const }],
    ['dark', 'en', { colorScheme: 'dark' as const }],
  ] as const
  it.each(spread(looks, 2))(
    'axe finds nothing on the chart and on the table: %s, %s',
    async (name, language, options) => {
      const { page, complaints } = await open(`${AROUND}&l=${language}&ru=2023-11-03..2023-11-16`, options)
      await cardOf(page, EVENT)
      await drawn(page)
      await page.locator('.tell').waitFor()
      await keepPicture(page, `${name}-${language}`)
      expect(await violationsOf(page)).toEqual([])
      await page.getByRole('button', { name: language === 'en' ? 'Table' : 'Tabel' }).click()
      await page.locator('table.prices').waitFor()
      expect(await violationsOf(page)).toEqual([])
      expect(complaints).toEqual([])
    },
  )

  it('on a phone nothing is wider than the screen and targets are 44 pixels high', async () => {
    const { page, complaints } = await open(AROUND, phone)
    await cardOf(page, EVENT)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    const small = await page
      .locator('button:visible, select:visible, summary:visible')
      .evaluateAll((all) =>
        all
          .filter((each) => !each.matches('.rail-stop, .handle') && each.getBoundingClientRect().height < 44)
          .map((each) => each.outerHTML.slice(0, 90)),
      )
    expect(small).toEqual([])
    // What moves the edges of windows: side by side, however near their lines.
    await page.locator('.grip:not(.off)').nth(1).waitFor()
    const grips = await page
      .locator('.grip:not(.off)')
      .evaluateAll((all) => all.map((each) => [each.clientWidth, each.clientHeight]))
    expect(grips.length).toBeGreaterThanOrEqual(2)
    expect(grips.flat().filter((size) => size < 44)).toEqual([])
    await drawn(page)
    const rail = await page.locator('.rail-stop').first().boundingBox()
    if (rail === null) throw new Error('Cannot tap the rail as it is not on the page')
    await page.touchscreen.tap(rail.x + rail.width / 2, rail.y + rail.height / 2)
    await page.locator('.cluster, [data-event]').first().waitFor()
    expect(complaints).toEqual([])
  })
})
