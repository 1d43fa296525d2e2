import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../server/running.ts'
import { violationsOf } from './axe.ts'
import { browserPath, keepPicture, openBrowser, openPage, phone } from './browser.ts'

describe.skipIf(browserPath === null)('the study page', () => {
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
  const computed = (page: Page) => page.locator('.study-result[aria-busy="false"] .finding').waitFor()
  const ask = async (spec: unknown) =>
    (
      await fetch(`${server.url}/api/studies`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Aftershock': '1' },
        body: JSON.stringify(spec),
      })
    ).json()

  it('/study shows the figures the API gives, without a complaint', async () => {
    const { page, complaints } = await open('/study')
    await computed(page)
    const { multi, single } = await ask({ tickers: ['MSFT'], events: {} })
    const column = multi.windows.find(({ from, to }: { from: number; to: number }) => from === 0 && to === 1)
    const headline = page.locator('.tests tbody tr').nth(1)
    expect(await headline.textContent()).toContain(Math.abs(column.tKp).toFixed(2))
    expect(await page.locator('.study-table.events tbody tr').count()).toBe(single.length)
    expect(await page.locator('.caar svg').getAttribute('aria-label')).toContain('+10')
    expect(complaints).toEqual([])
    await keepPicture(page, 'study')
  })

  it('the builder changes the study and the address; the back button takes it back', async () => {
    const { page } = await open('/study')
    await computed(page)
    const all = await page.locator('.study-table.events tbody tr').count()
    await page.getByRole('checkbox', { name: 'Earnings' }).check()
    await page.locator('select[name="model"]').selectOption('market-adjusted')
    await page.getByRole('button', { name: 'Compute' }).click()
    await page.waitForURL('**/study?families=earnings&model=market-adjusted')
    await page.waitForFunction((before) => document.querySelectorAll('.events tbody tr').length < before, all)
    await page.goBack()
    await page.waitForFunction((before) => document.querySelectorAll('.events tbody tr').length === before, all)
  })

  it('an event left out by hand is gone from the sample and can be brought back', async () => {
    const { page } = await open('/study?families=earnings')
    await computed(page)
    const before = await page.locator('.study-table.events tbody tr').count()
    await page.locator('.study-table.events tbody tr').first().getByRole('button').click()
    await page.waitForFunction((count) => document.querySelectorAll('.events tbody tr').length === count - 1, before)
    await page.getByRole('button', { name: 'Bring back' }).click()
    await page.waitForFunction((count) => document.querySelectorAll('.events tbody tr').length === count, before)
  })

  it('a refusal says what to change', async () => {
    const { page } = await open('/study?estimation=-50..-5')
    await page.getByRole('alert').filter({ hasText: 'reaches into the event window' }).waitFor()
  })

  it('the spec taken from the page gives the same figures again', async () => {
    const { page } = await open('/study?families=governance')
    await computed(page)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Spec (JSON)' }).click(),
    ])
    const spec: unknown = JSON.parse(readFileSync(await file.path(), 'utf8'))
    const { data_hash } = await ask(spec)
    expect(await page.locator('.hash').textContent()).toBe(data_hash.slice(0, 16))
    const [table] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Events (CSV)' }).click(),
    ])
    expect(readFileSync(await table.path(), 'utf8')).toMatch(/^event_id,ticker,/)
  })

  it.each([
    ['light, English', '/study?group=family', {}],
    ['dark, Indonesian', '/study?families=governance,deals&robust=1&l=id', { colorScheme: 'dark' as const }],
    ['on a phone', '/study', phone],
  ])('/study breaks no rule of accessibility and does not scroll sideways: %s', async (_, path, options) => {
    const { page, complaints } = await open(path, options)
    await computed(page)
    expect(await violationsOf(page)).toEqual([])
    const [wide, visible] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    expect(wide).toBe(visible)
    expect(complaints).toEqual([])
  })

  it('/study can be used by keyboard alone', async () => {
    const { page } = await open('/study')
    await computed(page)
    const wanted = ['.action.primary', '.scrolls', 'input', 'select']
    const reached = new Set<string>()
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab')
      const matched = await page.evaluate((all) => all.filter((each) => document.activeElement?.matches(each)), wanted)
      for (const each of matched) reached.add(each)
    }
    expect([...reached].sort()).toEqual([...wanted].sort())
  })

  it('a test leads to its formula', async () => {
    const { page, complaints } = await open('/study')
    await computed(page)
    await page.getByRole('link', { name: 'BMP, Kolari-Pynnonen' }).click()
    await page.waitForURL('**/methods#kp')
    await page.locator('#kp').waitFor({ state: 'attached' })
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0)
    expect(await violationsOf(page)).toEqual([])
    expect(complaints).toEqual([])
  })
})
