import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { nyse } from '../../server/calendars/nyse.ts'
import { sessionsBetween } from '../../server/market/calendar.ts'
import { mustBeDate } from '../../server/market/day.ts'
import type { Instant } from '../../server/market/instant.ts'
import { seriesStore } from '../seriesStore.ts'
import { type Running, startServer } from '../server/running.ts'
import { addressOf, browserPath, drawn, openBrowser, openPage, soon, wordsOf } from './browser.ts'

/** Sixty sessions of minutes, and no daily bar. Each bar's prices tell its session and its minute. */
async function fill(file: string): Promise<void> {
  const { db, storeIntraday } = await seriesStore(file)
  const sessions = sessionsBetween(nyse, mustBeDate('2024-01-02'), mustBeDate('2024-03-27'))
  for (const [at, { date, opens, closes }] of sessions.entries())
    await storeIntraday(
      1,
      Array.from({ length: (closes - opens) / 60_000 }, (_, minute) => {
        const open = 100 + at + minute / 1000
        return {
          start: (opens + minute * 60_000) as Instant,
          date,
          phase: 'regular' as const,
          open,
          high: open + 0.5,
          low: open - 0.5,
          close: open + 0.25,
          volume: 1000,
          state: 'final' as const,
        }
      }),
    )
  db.close()
}

describe.skipIf(browserPath === null)('bars within the day', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-intervals-'))
  let server: Running
  let browser: Browser

  beforeAll(async () => {
    const file = join(folder, 'minutes.db')
    await fill(file)
    ;[server, browser] = await Promise.all([startServer(['--db', file]), openBrowser()])
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const open = async (path: string) => {
    const watched = await openPage(browser)
    await watched.page.goto(server.url + path)
    await drawn(watched.page)
    // Nothing is stored that the ticker could be compared with, which is refused and said.
    const others = () => watched.complaints.filter((each) => !each.includes('409'))
    return { ...watched, others }
  }
  /** What a candle stands for; empty where it is a bar as it is stored. */
  const noteOf = async (page: Page) => (await page.locator('.pane-name.inside').allTextContents()).join()

  it('a ticker with minutes alone says so and shows them, merged as far as they are many, in both languages', async () => {
    const { page, others } = await open('/t/BIG?r=max&l=en')
    await page.getByText('no daily prices: 1-minute bars are shown').waitFor()
    // 23,400 minutes in at most 5,000 rows are 4,680 of five minutes.
    await expect.poll(() => noteOf(page), soon).toContain('5-minute bars of 1-minute data')
    await page.getByRole('button', { name: 'id', exact: true }).click()
    await expect.poll(() => noteOf(page), soon).toContain('batang 5 menit dari data 1 menit')
    await page.getByText('tanpa harga harian: yang tampil batang 1 menit').waitFor()
    expect(others()).toEqual([])
  })

  it('a length that is not stored shows one that is, and the table says that its rows are merged', async () => {
    const { page, complaints } = await openPage(browser)
    await page.goto(`${server.url}/t/BIG?i=5m&r=max&v=table&l=en`)
    await page.getByText('no daily prices: 1-minute bars are shown').waitFor()
    await page.locator('.price-table').getByText('5-minute bars of 1-minute data').waitFor()
    // 60 days of 390 minutes are 4,680 bars of five minutes and a head; only those in sight are rows of the document.
    await expect.poll(() => page.locator('table.prices').getAttribute('aria-rowcount'), soon).toBe('4681')
    await expect.poll(() => page.getByText('Loading').count(), soon).toBe(0)
    expect(complaints.filter((each) => !each.includes('409'))).toEqual([])
  })

  it('going closer brings the minutes themselves, and going away the merged bars again', async () => {
    const { page, others } = await open('/t/BIG?r=max&l=en')
    await expect.poll(() => noteOf(page), soon).toContain('5-minute bars')
    const box = await page.locator('#plot .canvas canvas').first().boundingBox()
    if (box === null) throw new Error('Cannot find the plot')
    await page.mouse.move(box.x + box.width / 2, box.y + 100)
    await page.locator('#plot').focus()
    for (let turn = 0; turn < 20; turn++) await page.mouse.wheel(0, -120)
    // What is drawn now are bars as they are stored.
    await expect.poll(() => noteOf(page), soon).toBe('')
    await expect.poll(() => addressOf(page), soon).toMatch(/r=2024-/)
    await page.keyboard.press('Home')
    const readout = wordsOf(page.locator('.readout'))
    await expect.poll(readout, soon).toMatch(/\d+ \w+ 2024 \d\d:\d\d/)
    const said = await readout()
    const [, day, time] = /(\d+ \w+ 2024) (\d\d:\d\d)/.exec(said) ?? []
    const date = new Date(`${day} 12:00 UTC`).toISOString().slice(0, 10)
    const answer = await page.request.get(`${server.url}/api/bars/BIG?interval=1m&from=${date}&to=${date}&limit=1000`)
    const bars = (await answer.json()) as { start: string[]; open: number[]; close: number[] }
    const row = bars.start.findIndex((start) => start.startsWith(`${date}T${time}`))
    expect(row).toBeGreaterThanOrEqual(0)
    expect(said).toContain(`${bars.open[row]?.toFixed(2)}`)
    expect(said).toContain(`${bars.close[row]?.toFixed(2)}`)
    for (let turn = 0; turn < 30; turn++) await page.mouse.wheel(0, 120)
    await expect.poll(() => noteOf(page), soon).toContain('5-minute bars')
    expect(others()).toEqual([])
  })

  it('a link to one session opens its minutes, and 1D and 5D show them', async () => {
    const { page, others } = await open('/t/BIG?i=1m&r=2024-02-01..2024-02-01&l=en')
    await expect.poll(() => noteOf(page), soon).not.toContain('1-minute data')
    const name = () => page.locator('#plot').getAttribute('aria-label')
    await expect.poll(name, soon).toContain('1 Feb 2024')
    await page.getByRole('button', { name: '1D', exact: true }).click()
    await page.waitForURL(/r=1d/)
    await expect.poll(name, soon).toContain('27 Mar 2024')
    await expect.poll(() => noteOf(page), soon).not.toContain('1-minute data')
    expect(others()).toEqual([])
  })
})
