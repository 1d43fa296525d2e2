import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { mustBeDate } from '../../server/market/day.ts'
import { type Running, startServer } from '../server/running.ts'
import { sampleSeries } from '../standin/series.ts'
import { openStandin, type Standin } from '../standin/standin.ts'
import { walk } from '../standin/world.ts'
import { violationsOf } from './axe.ts'
import { browserPath, keepPicture, openBrowser, openPage, phone, soon, wordsOf } from './browser.ts'

describe.skipIf(browserPath === null)('the board', () => {
  let standin: Standin
  let server: Running
  let browser: Browser
  beforeAll(async () => {
    // A stock of the reader's own, on the sessions of the bundled index.
    const own = walk('W01', 7, mustBeDate('2022-01-03'), mustBeDate('2024-05-31'))
    standin = await openStandin([...sampleSeries(), own])
    server = await startServer([], { AFTERSHOCK_PROVIDER_URL: standin.url.href })
    browser = await openBrowser()
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await standin?.close()
  })
  const open = async (path: string, options = {}) => {
    const watched = await openPage(browser, options)
    await watched.page.goto(server.url + path)
    return watched
  }
  const card = (page: Page, ticker: string) =>
    page.locator('.ticker-card').filter({ has: page.getByRole('link', { name: ticker, exact: true }) })

  it('begins with a finished finding, and shows each ticker with its line, its close and what stands out', async () => {
    const { page, complaints } = await open('/')
    await page.locator('.finding-card .finding').waitFor()
    await expect.poll(() => page.title(), soon).toBe('Board · Aftershock')
    const finding = wordsOf(page.locator('.finding-card'))
    await expect.poll(finding, soon).toContain('OpenAI board removes Sam Altman')
    await expect.poll(finding, soon).toContain('not distinguishable from a normal day at the 5 % level')
    // The last two closes of the bundled file are 414.67 and 415.13.
    for (const told of ['415.13', 'USD', '+0.46 (+0.11 %)', '31 May 2024', 'prices end', 'stands out'])
      await expect.poll(wordsOf(card(page, 'MSFT')), soon).toContain(told)
    await expect.poll(wordsOf(card(page, '^GSPC')), soon).toContain('points')
    await expect.poll(() => card(page, 'MSFT').locator('.spark').getAttribute('aria-label'), soon).toContain('lowest')
    const newest = page.getByRole('region', { name: 'Newest events' }).locator('tbody tr')
    await expect.poll(() => newest.count(), soon).toBe(6)
    expect(complaints).toEqual([])
    await page.getByRole('link', { name: 'See it on the chart' }).click()
    await page.waitForURL(/\/t\/MSFT\?r=2023-10-03\.\.2024-01-01&ev=openai-20231117-altman-ousted/)
  })

  it('follows the range of its address, by preset and by back', async () => {
    const { page } = await open('/?r=max')
    await page.getByText('everything that is stored').waitFor()
    await page.getByRole('button', { name: '6M' }).click()
    await page.waitForURL(/r=6m/)
    await page.getByText('1 Dec 2023 to 31 May 2024').waitFor()
    await page.goBack()
    await page.getByText('everything that is stored').waitFor()
  })

  it('says of a ticker without a close in the range just that, and where its prices end', async () => {
    const { page } = await open('/?r=2019-01-02..2019-12-31')
    await expect
      .poll(async () => (await wordsOf(card(page, 'MSFT'))()).replace(/^MSFT\s*Microsoft/, ''), soon)
      .toBe('No daily close in this range. · prices end 31 May 2024')
  })

  it('meets the accessibility rules, wide and narrow, light and dark, in both languages', async () => {
    for (const [name, path, options] of [
      ['wide', '/', {}],
      ['narrow', '/?l=id', { ...phone, colorScheme: 'dark' }],
    ] as const) {
      const { page, complaints } = await open(path, options)
      await page.locator('.ticker-card .spark').first().waitFor()
      await page.waitForFunction(() => document.documentElement.dataset.theme !== undefined)
      expect(await violationsOf(page), name).toEqual([])
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
      expect(wide, name).toBe(false)
      await keepPicture(page, `board-${name}`)
      expect(complaints).toEqual([])
    }
  })

  it('comes drawn: the same cards stand before any script has run', async () => {
    const still = await open('/', { javaScriptEnabled: false })
    const drawn = await still.page.locator('.ticker-cards').textContent()
    expect(await still.page.locator('.still a[href="/api/board.csv"]').count()).toBe(1)
    const { page } = await open('/')
    await page.waitForFunction(() => document.documentElement.dataset.theme !== undefined)
    await expect.poll(() => page.locator('.ticker-cards').textContent(), soon).toBe(drawn)
  })

  it('a ticker that is typed in has its first sentence within a minute, without a terminal', async () => {
    const { page, complaints } = await open('/')
    const name = page.getByLabel('A ticker as Yahoo Finance writes it')
    await name.fill('no such!')
    await page.getByRole('button', { name: 'Fetch prices' }).click()
    await page.getByRole('alert').getByText('is no ticker').waitFor()
    const began = performance.now()
    await name.fill('w01')
    await page.keyboard.press('Enter')
    // The card is there with the first bars that are stored, and learns of those that follow.
    const sentence = card(page, 'W01')
      .locator('.stands')
      .getByText(/of \d+ sessions stands? out/)
    await sentence.waitFor({ timeout: 60_000 })
    const seconds = (performance.now() - began) / 1000
    expect(await sentence.textContent()).toMatch(/of \d+ sessions stands? out from what the market model expects/)
    expect(seconds).toBeLessThan(60)
    await page.getByText('W01 is stored.').waitFor()
    expect(complaints).toEqual([])
  })

  it('says what the source says of a ticker that it does not know', async () => {
    const { page } = await open('/')
    await page.getByLabel('A ticker as Yahoo Finance writes it').fill('NOSUCH')
    await page.getByRole('button', { name: 'Fetch prices' }).click()
    await page.getByText(/NOSUCH could not be fetched whole: NOSUCH/).waitFor({ timeout: 30_000 })
  })

  it('has its settings in a drawer that closes as a menu does, and keeps them for the next visit', async () => {
    const { page, complaints } = await open('/')
    const button = page.getByRole('button', { name: 'Settings' })
    await button.click()
    const drawer = page.getByRole('dialog', { name: 'Settings' })
    await drawer.waitFor()
    expect(await violationsOf(page)).toEqual([])
    await drawer.getByLabel('Colours of the page').selectOption('dark')
    await drawer.getByLabel('Up and down').selectOption('up-green')
    await drawer.getByLabel('Less motion than the system asks for').check()
    const up = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--up').trim())
    await expect.poll(up, soon).toBe('#4cc98a')
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    await expect.poll(() => button.evaluate((own) => own === document.activeElement), soon).toBe(true)
    await button.click()
    await drawer.waitFor()
    await page.mouse.click(200, 500)
    await drawer.waitFor({ state: 'detached' })
    await page.reload()
    await page.waitForFunction(() => document.documentElement.dataset.motion === 'less')
    await expect.poll(up, soon).toBe('#4cc98a')
    expect(complaints).toEqual([])
  })

  it('learns of what is stored meanwhile', async () => {
    const { page } = await open('/')
    await page.locator('.ticker-card .spark').first().waitFor()
    const added = await fetch(`${server.url}/api/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/csv', 'X-Aftershock': '1' },
      body: 'event_id,title,public_at,tickers,type\nown-1,An event of our own,2024-05-28T14:00:00Z,MSFT,product\n',
    })
    expect(added.status).toBe(200)
    await page.getByRole('region', { name: 'Newest events' }).getByText('An event of our own').waitFor()
  })
})

describe.skipIf(browserPath === null)('the board of an empty store', () => {
  it('says what to do', async () => {
    const server = await startServer()
    for (const ticker of ['MSFT', '%5EGSPC'])
      await fetch(`${server.url}/api/tickers/${ticker}?confirmed=true`, {
        method: 'DELETE',
        headers: { 'X-Aftershock': '1' },
      })
    const browser = await openBrowser()
    const { page, complaints } = await openPage(browser)
    await page.goto(server.url)
    await page.getByRole('heading', { name: 'Nothing is stored yet' }).waitFor()
    expect(await page.locator('.command code').textContent()).toBe('npm run backfill -- MSFT ^GSPC')
    expect(await violationsOf(page)).toEqual([])
    expect(complaints).toEqual([])
    await browser.close()
    await server.stop()
  })
})
