import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packedPrices } from '../../server/prices/packedPrices.ts'
import type { PriceColumns } from '../../server/prices/priceColumns.ts'
import { unpacked } from '../../web/state/ticker/unpacked.ts'
import { type Running, startServer } from '../server/running.ts'
import { addressOf, browserPath, drawn as chartDrawn, openBrowser, openPage, soon, wordsOf } from './browser.ts'

const EVENT = 'openai-20231117-altman-ousted'
const AROUND = '/t/MSFT?r=2023-10-16..2023-12-15&l=en'

/** Every state of the chart's screen, each reached as a reader would reach it, or by an answer that is changed on its way. */
describe.skipIf(browserPath === null)('the states of the chart', () => {
  let server: Running
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(), openBrowser()])
    page = (await openPage(browser)).page
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  const go = (path: string) => page.goto(server.url + path)
  const drawn = () => chartDrawn(page)
  const shows = (text: string | RegExp) => page.getByText(text).first().waitFor()
  const bars = /\/api\/bars\/MSFT\/packed\?/

  /** Changes the prices on their way. */
  async function withBars(change: (body: { [column: string]: unknown[] }) => void): Promise<void> {
    await page.route(bars, async (route: Route) => {
      const answer = await route.fetch()
      const columns = unpacked(await answer.json())
      change(columns as unknown as { [column: string]: unknown[] })
      await route.fulfill({ response: answer, json: packedPrices(columns as unknown as PriceColumns) })
    })
  }

  it('first paint and loading more: the chart comes with the page, and what was drawn stays', async () => {
    let release = () => {}
    const held = new Promise<void>((done) => {
      release = done
    })
    await page.route(bars, async (route) => {
      await held
      await route.continue()
    })
    await page.goto(server.url + AROUND, { waitUntil: 'load' })
    // What the server drew is there before any price has come.
    await page.locator('#drawing path').first().waitFor({ state: 'attached' })
    expect(await page.locator('#plot .canvas canvas').count()).toBe(0)
    await expect.poll(() => page.locator('.items li').count(), soon).toBeGreaterThan(10)
    release()
    await drawn()
    await page.unroute(bars)
    let goOn = () => {}
    const again = new Promise<void>((done) => {
      goOn = done
    })
    await page.route(bars, async (route) => {
      await again
      await route.continue()
    })
    await page.getByRole('button', { name: 'Hourly' }).click()
    await page.locator('.chart.busy').waitFor()
    expect(await page.locator('#plot .canvas canvas').count()).toBeGreaterThan(0)
    goOn()
    await page.waitForFunction(() => document.querySelector('.chart.busy') === null)
    await page.unroute(bars)
  })

  it('empty: a ticker without prices offers the one thing to do, a range without events the nearest one', async () => {
    await go('/t/ZZZZ?l=en')
    await shows('npm run backfill -- ZZZZ')
    await go('/t/MSFT?r=2022-02-01..2022-03-01&l=en')
    await shows('No event in this range.')
    await expect.poll(() => page.locator('.event-list .empty .action').textContent(), soon).toMatch(/^Nearest: /)
  })

  it('partial, repaired and stale: said in words and by signs, never drawn over', async () => {
    await withBars((body) => {
      const at = body.date?.indexOf('2023-12-14') ?? -1
      const last = (body.date?.length ?? 0) - 1
      for (const column of ['state', 'correctedBy'])
        (body[column] ?? [])[at + 1] = column === 'state' ? 'repaired' : ['SPLIT_UNTOLD']
      expect(last).toBeGreaterThan(at + 1)
      const missing = body.date?.[at]
      for (const [name, values] of Object.entries(body))
        if (Array.isArray(values) && values.length === last + 1 && name !== 'actions') values.splice(at, 1)
      body.missing = [missing]
    })
    await go(AROUND)
    await drawn()
    await shows('1 of 606 sessions missing')
    for (const [part, told] of [
      ['.ribbon', /1 missing/],
      ['.readout .signs', /^†$/],
      ['.stale', /31 May 2024/],
    ] as const)
      await expect.poll(() => page.locator(part).first().textContent(), soon).toMatch(told)
    await page.unroute(bars)
  })

  it('other data: a link that was copied from other prices says so, one that was just copied does not', async () => {
    await go(`${AROUND}&dv=000000000000`)
    const banner = page.locator('.chart-column .banner', { hasText: '000000000000' })
    await banner.waitFor()
    const { data_version } = (await (await fetch(`${server.url}/api/bars/MSFT`)).json()) as { data_version: string }
    await expect.poll(() => banner.textContent(), soon).toContain(data_version)
    await banner.getByRole('button').click()
    await banner.waitFor({ state: 'detached' })
    await expect.poll(() => addressOf(page), soon).not.toContain('dv=')
    await go(`${AROUND}&dv=${data_version}`)
    await drawn()
    expect(await page.locator('.chart-column .banner').count()).toBe(0)
  })

  it('not computable: a dashed glyph and the reason, never a number', async () => {
    await page.route('**/api/impacts**', async (route) => {
      const answer = await route.fetch()
      const body = await answer.json()
      const gone = { kind: 'excluded', reason: 'tooFewObservations', detail: 'too few', state: null, checks: [] }
      const json =
        body.impacts === undefined
          ? { ...body, ...gone, checks: body.checks }
          : { ...body, impacts: body.impacts.map((line: object) => ({ ...line, ...gone })) }
      await route.fulfill({ response: answer, json })
    })
    await go(`${AROUND}&ev=${EVENT}`)
    await page.locator('.card .caution').first().waitFor()
    const card = () => page.locator('.card').textContent()
    await expect.poll(card, soon).toContain('too few sessions before it have prices to compare')
    expect(await card()).not.toMatch(/NaN|undefined|null|Infinity/)
    await page.locator('.card header .glyph.unknown').waitFor()
    await page.unroute('**/api/impacts**')
  })

  it('rejected and proposed: said in the list and on the card, and what is measured tells the move of their session', async () => {
    const csv = [
      'event_id,title,public_at,tickers,status',
      'early-echo,An echo of it,2024-03-05T10:00:00-05:00,MSFT,rejected',
      'later-guess,A guess of it,2024-03-05T11:00:00-05:00,MSFT,proposed',
    ]
    const headers = { Origin: server.url, 'Content-Type': 'text/csv' }
    const stored = await fetch(`${server.url}/api/events`, { method: 'POST', headers, body: csv.join('\n') })
    expect(stored.status).toBe(200)
    await go('/t/MSFT?r=2024-03-01..2024-03-10&ev=early-echo&l=en')
    const line = (title: string) => wordsOf(page.locator('.items li', { hasText: title }))
    await expect.poll(line('An echo of it'), soon).toContain('10:00 · rejected')
    await expect.poll(line('A guess of it'), soon).toContain('11:00 · proposed')
    await expect.poll(line('An echo of it'), soon).toMatch(/2 items, one session ?AR [−+]\d\.\d\d % t /)
    expect(await line('An echo of it')()).not.toContain('not computable')
    await expect.poll(wordsOf(page.locator('.card header')), soon).toContain(' · rejected')
    for (const id of ['early-echo', 'later-guess'])
      await fetch(`${server.url}/api/events/${id}`, { method: 'DELETE', headers: { Origin: server.url } })
  })

  it('offline before a screen has come: said so, and there once the server answers again', async () => {
    const { page } = await openPage(browser)
    await page.goto(`${server.url}/t/MSFT?l=en`)
    await page.locator('#plot .canvas canvas').first().waitFor({ state: 'attached' })
    await page.context().setOffline(true)
    await page.getByRole('link', { name: 'Methods' }).click()
    const banner = page.getByRole('alert').filter({ hasText: 'The server does not answer.' })
    await banner.waitFor()
    await banner.getByRole('button', { name: 'Try again' }).click()
    await banner.waitFor()
    await page.context().setOffline(false)
    await banner.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await expect.poll(async () => new URL(await addressOf(page)).pathname, soon).toBe('/methods')
    await expect.poll(() => page.locator('h2').count(), soon).toBeGreaterThan(3)
    // Its style sheet was refused at first, and asked for again.
    const styles = page.locator('link[rel=stylesheet][href*="MethodsScreen"]')
    await expect
      .poll(() => styles.evaluateAll((all) => all.map((link) => (link as HTMLLinkElement).sheet !== null)), soon)
      .toEqual([true])
    await page.context().close()
  })

  it('refused, error and offline: a banner over data that stay, with what to do next', async () => {
    await go(AROUND)
    await drawn()
    await page.route('**/api/impacts**', (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({ code: 'internal', detail: 'The server could not do this', request_id: 'abc-123' }),
      }),
    )
    await page.locator('.items li button').first().click()
    const banner = page.locator('.card .banner')
    await banner.waitFor()
    await expect.poll(() => banner.textContent(), soon).toContain('abc-123')
    await banner.getByRole('button', { name: 'Copy the error' }).waitFor()
    expect(await page.locator('#plot .canvas canvas').count()).toBeGreaterThan(0)
    await page.unroute('**/api/impacts**')
    await page.route(bars, (route) =>
      route.fulfill({
        status: 429,
        contentType: 'application/problem+json',
        body: JSON.stringify({ code: 'busy', detail: 'Ask again in 30 seconds', request_id: 'def-456' }),
      }),
    )
    await page.getByRole('button', { name: 'Hourly' }).click()
    await shows('Ask again in 30 seconds')
    await expect
      .poll(() => page.locator('.chart-column .banner a').getAttribute('href'), soon)
      .toContain('/api/bars/MSFT.csv')
    expect(await page.locator('#plot .canvas canvas').count()).toBeGreaterThan(0)
    await page.unroute(bars)
    await page.route('**/api/**', (route) => route.abort())
    await page.getByRole('button', { name: 'Try again' }).first().click()
    await shows('What is shown was loaded before.')
    expect(await page.locator('#plot .canvas canvas').count()).toBeGreaterThan(0)
    await page.unroute('**/api/**')
  })
})
