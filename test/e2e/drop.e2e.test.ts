import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { mustBeDate } from '../../server/market/day.ts'
import { type Running, startServer } from '../server/running.ts'
import { walk } from '../standin/world.ts'
import { violationsOf } from './axe.ts'
import { browserPath, openBrowser, openPage, soon } from './browser.ts'

type Dropped = readonly [name: string, type: string, text: string]

/** Drops files on the page as a reader does: they are held over it first. */
async function drop(page: Page, ...files: readonly Dropped[]): Promise<void> {
  const data = await page.evaluateHandle((files) => {
    const data = new DataTransfer()
    for (const [name, type, text] of files) data.items.add(new File([text], name, { type }))
    return data
  }, files)
  await page.dispatchEvent('main', 'dragenter', { dataTransfer: data })
  await page.waitForFunction((dataTransfer) => {
    document
      .querySelector('main')
      ?.dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer }))
    return document.documentElement.dataset.dropping !== undefined
  }, data)
  await page.dispatchEvent('main', 'drop', { dataTransfer: data })
}

/** A price file of a stock that nobody has, on the sessions of the bundled index. */
function prices(): string {
  const { days } = walk('OWN', 11, mustBeDate('2022-01-03'), mustBeDate('2024-05-31'))
  const lines = days.map(({ date, open, high, low, close, volume }) => [date, open, high, low, close, volume].join(','))
  return ['date,open,high,low,close,volume', ...lines, ''].join('\n')
}

describe.skipIf(browserPath === null)('a file that is dropped', () => {
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
  const open = async (path: string) => {
    const watched = await openPage(browser)
    await watched.page.goto(server.url + path)
    await watched.page.waitForFunction(() => document.documentElement.dataset.theme !== undefined)
    await watched.page.locator('main h1').first().waitFor()
    return watched
  }
  const total = async (): Promise<number> =>
    ((await (await fetch(`${server.url}/api/events`)).json()) as { total: number }).total

  it('with prices has its report within five seconds, is stored when the reader says so, and is taken back', async () => {
    const secondsSince = (began: number) => (performance.now() - began) / 1000
    const began = performance.now()
    const { page, complaints } = await open('/')
    const opening = secondsSince(began)
    const dropped = performance.now()
    await drop(page, ['OWN.csv', 'text/csv', prices()])
    await page.getByText('It holds daily prices of OWN.').waitFor()
    // A machine that takes more than a second to open the page takes as much longer to look at the file.
    expect(secondsSince(dropped)).toBeLessThan(5 * Math.max(1, opening))
    await expect.poll(() => page.getByRole('dialog').textContent(), soon).toContain('Would store: 606 new')
    expect((await fetch(`${server.url}/api/bars/OWN`)).status).toBe(404)
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Store it' }).click()
    await page.getByText('Imported OWN.csv: 606 new, 0 changed').first().waitFor()
    const card = page.locator('.ticker-card', { hasText: 'OWN' })
    await card.locator('.stands').waitFor()
    await expect.poll(() => card.textContent(), soon).toMatch(/sessions stands? out from what the market model expects/)
    await page.getByRole('button', { name: 'Undo' }).click()
    await card.waitFor({ state: 'detached' })
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })

  it.each(['/', '/t/MSFT', '/study', '/data', '/methods'])(
    'on %s is told what is wrong, line by line, before anything is stored',
    async (path) => {
      const before = await total()
      const { page } = await open(path)
      await drop(page, [
        'mine.csv',
        'text/csv',
        'title,public_at,tickers\nMine,2023-11-17,MSFT\nAnother,17/11/2023,MSFT\n',
      ])
      await page.getByText('The file would be refused as a whole: 1 error.').waitFor()
      const row = () => page.getByRole('row', { name: /^3 error public_at/ }).textContent()
      for (const told of ['E_TIME_FORMAT', '17/11/2023']) await expect.poll(row, soon).toContain(told)
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      expect(await total()).toBe(before)
    },
  )

  it('whose first line says nothing is said to fit no kind, and prices without a name are asked for one', async () => {
    const { page } = await open('/data')
    await drop(page, ['what.csv', 'text/csv', 'a,b,c\n1,2,3\n'])
    await page.getByText('E_REQUIRED').waitFor()
    // Nothing of it could be stored, so there is nothing to leave out.
    expect(await page.getByRole('button', { name: 'Leave out what is wrong' }).count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await drop(page, ['my prices.csv', 'text/csv', prices()])
    await page.getByText('It holds daily prices.').waitFor()
    await page.getByLabel('Whose they are, where the file does not say').fill('own2')
    await page.getByRole('button', { name: 'Look again' }).click()
    await page.getByText('Would store: 606 new').waitFor()
    await page.getByText('It holds daily prices of OWN2.').waitFor()
  })

  it('with events in JSON is told of on /study as elsewhere, and names the files that came with it', async () => {
    const { page } = await open('/study')
    const events = '{ "events": [{ "title": "Mine", "public_at": "2023-11-17", "tickers": [{ "symbol": "MSFT" }] }] }'
    await drop(
      page,
      ['mine.json', 'application/json', events],
      ['second.csv', 'text/csv', 'a'],
      ['third.csv', 'text/csv', 'a'],
    )
    await page.getByText('It holds events.').waitFor()
    const told = page
      .getByRole('dialog')
      .getByText('One file at a time: this is mine.json. Not looked at: second.csv, third.csv.')
    await told.waitFor()
    expect(await page.locator('.study-result .refused').count()).toBe(0)
    expect(await violationsOf(page)).toEqual([])
  })

  it('is not opened by the browser before its taker is here, and then taken, even where that failed once', async () => {
    const { page } = await open('/data')
    let isGone = true
    await page.route('**/dropped-*.js', (route) => (isGone ? route.abort() : route.continue()))
    const at = (type: string) =>
      page.evaluate((type) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(['a,b,c\n1,2,3\n'], 'what.csv', { type: 'text/csv' }))
        const event = new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer })
        document.querySelector('main')?.dispatchEvent(event)
        return event.defaultPrevented
      }, type)
    const failed = page.waitForEvent('requestfailed')
    expect(await at('dragover')).toBe(true)
    await failed
    isGone = false
    expect(await at('drop')).toBe(true)
    await page.getByRole('dialog').getByText('E_REQUIRED').waitFor()
  })

  it('an article and the spec of a study go to their screens', async () => {
    const { page } = await open('/data')
    await drop(page, [
      'spec.json',
      'application/json',
      '{ "tickers": ["MSFT"], "events": ["openai-20231117-altman-ousted"] }',
    ])
    await page.waitForURL('**/study')
    await page.getByText('spec.json').first().waitFor()
    expect(await page.getByText(/One file at a time/).count()).toBe(0)
    await drop(
      page,
      [
        'story.txt',
        'text/plain',
        'On 17 November 2023 the board of OpenAI removed Sam Altman. Microsoft shares fell 1.7 percent.',
      ],
      ['second.csv', 'text/csv', 'a'],
    )
    await page.waitForURL('**/article**')
    await page.getByText('One file at a time: this is story.txt. Not looked at: second.csv.').first().waitFor()
    await page
      .getByText(/17 November 2023/)
      .first()
      .waitFor()
  })
})
