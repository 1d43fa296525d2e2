import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { addDays, mustBeDate } from '../../server/market/day.ts'
import { type Running, startServer } from '../server/running.ts'
import { troubledMarket, troubles } from '../server/troubledStore.ts'
import { openStandin, type Standin } from '../standin/standin.ts'
import { violationsOf } from './axe.ts'
import { addressOf, browserPath, keepPicture, openBrowser, openPage, phone, soon } from './browser.ts'

/** How far boxes of the page have moved: each once, with where it was and where it went. */
interface Boxes {
  looks: number
  moved: string[]
}

/**
 * Looks at every box of the page in each frame: whether its corner has moved by more than a pixel; a job that runs lies over
 * the form. Runs on the page.
 */
function watchBoxes(): void {
  const corners = () =>
    [...document.querySelectorAll('.data-page .panel:not(.fetching > .panel + .panel), .data-page .data-head')].map(
      (box) => {
        const { x, y } = box.getBoundingClientRect()
        return [x + scrollX, y + scrollY] as const
      },
    )
  const first = corners()
  const found: Boxes = { looks: 0, moved: [] }
  Object.assign(globalThis, { boxes: found })
  const look = () => {
    found.looks++
    for (const [at, [x, y]] of corners().entries()) {
      const [x0, y0] = first[at] ?? [Number.NaN, Number.NaN]
      if (!(Math.abs(x - x0) <= 1 && Math.abs(y - y0) <= 1)) found.moved.push(`${at}: ${x0},${y0} to ${x},${y}`)
    }
    if (found.moved.length < 20) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

const today = mustBeDate(new Date().toISOString().slice(0, 10))
const from = addDays(today, -900)

describe.skipIf(browserPath === null)('the data page', () => {
  let standin: Standin
  let server: Running
  let browser: Browser
  beforeAll(async () => {
    standin = await openStandin(troubledMarket(6, from, today))
    standin.script(troubles())
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
  // biome-ignore lint/suspicious/noExplicitAny: what the API answers is read field by field
  const ask = async (path: string, body?: object): Promise<any> =>
    (
      await fetch(`${server.url}/api/${path}`, {
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
        headers: { 'Content-Type': 'application/json', 'X-Aftershock': '1' },
      })
    ).json()
  const panel = (page: Page, name: string | RegExp) => page.getByRole('region', { name, exact: true })

  it('the page starts a backfill, follows it to its end, and says of each series what came of it', async () => {
    const { page, complaints } = await openPage(browser)
    await page.goto(`${server.url}/data`)
    await page.getByLabel('Tickers').fill('w01 W02 W03 W04 W05 W06')
    await page.getByLabel('From').fill(from)
    await page.getByLabel('To', { exact: true }).fill(today)
    await expect
      .poll(() => page.locator('.backfill-form + .soft + .command code').textContent(), soon)
      .toBe(`npm run backfill -- W01 W02 W03 W04 W05 W06 --from ${from} --to ${today}`)
    // What the page asked for is here: what moves from now on is moved by the backfill.
    await page.waitForLoadState('networkidle')
    await page.evaluate(watchBoxes)
    await page.getByRole('button', { name: 'Start' }).click()
    await page.locator('[role=progressbar][aria-valuemax="6"]').waitFor()
    // Seconds and counts that change all the time are for the eye; a screen reader is told now and then.
    expect(await page.locator('main [role="status"], main [aria-live]').count()).toBe(0)
    expect(await violationsOf(page)).toEqual([])
    // The job is over when the form is back.
    await page.getByRole('button', { name: 'Start' }).waitFor({ timeout: 60_000 })
    await expect
      .poll(() => page.evaluate(() => document.querySelectorAll('.strips .series').length), soon)
      .toBeGreaterThan(6)
    // Coverage, findings and backfills have grown meanwhile: inside, and nothing has moved.
    const boxes = await page.evaluate(() => (globalThis as unknown as { boxes: Boxes }).boxes)
    expect(boxes.looks).toBeGreaterThan(5)
    expect(boxes.moved).toEqual([])
    // What another address gave does not go by the name of Yahoo.
    await expect.poll(() => page.locator('.origins').textContent(), soon).toContain('yahoo@127.0.0.1')
    const { tickers } = await ask('tickers')
    const ofW = tickers.filter(({ ticker }: { ticker: string }) => /^W0/.test(ticker))
    expect(new Set(ofW.map(({ source }: { source: string }) => source))).toEqual(new Set(['yahoo@127.0.0.1']))
    // Whoever comes again sees all of it.
    const coverage = panel(page, 'Coverage')
    const height = async () => (await coverage.boundingBox())?.height ?? 0
    const held = await height()
    await page.reload()
    await expect.poll(height, soon).toBeGreaterThan(held)
    const last = panel(page, 'Earlier backfills').locator('summary').first()
    await expect.poll(() => last.textContent(), soon).toContain('partial')
    await expect.poll(() => panel(page, 'Earlier backfills').textContent(), soon).not.toContain('completed')
    await last.click()
    const came = panel(page, 'Earlier backfills').getByRole('list', { name: 'What came of each series' })
    await came.waitFor()
    const lines = await came.getByRole('listitem').allTextContents()
    expect(lines.map((line) => /^(W\d+) 1d(complete|partial|deferred|failed)/.exec(line)?.slice(1).join(' '))).toEqual([
      'W01 complete',
      'W02 partial',
      'W03 partial',
      'W04 partial',
      'W05 failed',
      'W06 complete',
    ])
    expect(complaints).toEqual([])
  })

  it('the coverage names what is missing in words, by series and by month', async () => {
    const { page, complaints } = await openPage(browser)
    await page.goto(`${server.url}/data`)
    const row = page.getByRole('button', { name: /^W03 1d/ })
    await row.waitFor()
    await expect.poll(() => row.textContent(), soon).toMatch(/\d+ of \d+ · \d missing/)
    const [whole, figures, strip] = [
      await row.boundingBox(),
      await row.locator('.figures').boundingBox(),
      await row.locator('.strip').boundingBox(),
    ]
    if (whole === null || figures === null || strip === null)
      throw new Error('Cannot measure the row as it is not on the page')
    expect(strip.x, 'the strip stands beside the words').toBeGreaterThanOrEqual(figures.x + figures.width)
    expect(strip.y + strip.height).toBeLessThanOrEqual(whole.y + whole.height)
    await row.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => row.getAttribute('aria-expanded'), soon).toBe('true')
    await expect.poll(() => addressOf(page), soon).toContain('sr=W03%201d')
    const calendar = page.getByRole('table', { name: /^W03 1d: sessions stored by month/ })
    expect(await calendar.locator('td.part').first().getAttribute('title')).toMatch(/sessions stored, \d missing/)
    await keepPicture(page, 'data')
    expect(await violationsOf(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('a correction is accepted and undone with the keyboard, and the chart shows it at once', async () => {
    const { page, complaints } = await openPage(browser)
    await page.goto(`${server.url}/t/W02?r=max`)
    const ribbon = page.getByRole('link', { name: /^Data quality/ })
    await expect.poll(() => ribbon.textContent(), soon).toMatch(/1 held back/)
    await ribbon.click()
    await expect.poll(() => addressOf(page), soon).toContain('/data')
    const corrections = panel(page, 'Corrections')
    await corrections.getByText('proposed', { exact: true }).waitFor()
    expect(await violationsOf(page)).toEqual([])
    const accept = corrections.getByRole('button', { name: /^Accept the correction: UNIT_POINT W02/ })
    await accept.press('Enter')
    await corrections.getByText('in use').waitFor()
    await page.waitForFunction(() => /^Take back: UNIT_POINT/.test(document.activeElement?.ariaLabel ?? ''))
    await page.getByRole('link', { name: 'Chart of W02' }).click()
    await expect.poll(() => page.getByRole('link', { name: /^Data quality/ }).textContent(), soon).toMatch(/1 repaired/)
    await page.goBack()
    await corrections.getByText('in use').waitFor()
    await page.keyboard.press('Control+z')
    await corrections.getByText('taken back').waitFor()
    await page.keyboard.press('Control+Shift+Z')
    await corrections.getByText('in use').waitFor()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await corrections.getByText('taken back').waitFor()
    expect(complaints).toEqual([])
  })

  it('a held bar has no number anywhere until its correction is accepted, and then a mark', async () => {
    const { page, complaints } = await openPage(browser)
    const { date, state } = await ask('bars/W02?interval=1d')
    const held = date[state.indexOf('held')]
    const chart = `${server.url}/t/W02?r=${addDays(held, -40)}..${held}`
    const readout = page.locator('.readout')
    // The page comes drawn, and what is opened before its scripts take over stays open and is filled.
    let release = () => {}
    const scriptsMayGoOn = new Promise<void>((done) => {
      release = done
    })
    await page.route('**/api/bars/**', async (route) => {
      await scriptsMayGoOn
      await route.continue()
    })
    await page.goto(chart, { waitUntil: 'load' })
    await expect.poll(() => readout.textContent(), soon).toContain('not available: UNIT_POINT')
    expect(await readout.textContent()).not.toMatch(/\d,\d{3}\.\d\d/)
    await readout.getByRole('button', { name: /^About the data: held back/ }).press('Enter')
    release()
    const list = page.getByRole('dialog', { name: 'Data quality' })
    await list.getByText('one price is 100 or 1,000 times off').waitFor()
    await expect.poll(() => list.textContent(), soon).toContain('near the median of the 11 sessions around it')
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('t')
    await expect
      .poll(() => page.locator('table.prices tbody tr').first().textContent(), soon)
      .toContain('not available')
    expect(await violationsOf(page)).toEqual([])
    await page.goto(chart)
    await readout.getByRole('button', { name: /^About the data/ }).click()
    await list.getByRole('link', { name: 'Look at the data and decide' }).click()
    const bars = panel(page, 'Findings').getByRole('table', { name: /^Bars in question: UNIT_POINT W02/ })
    await bars.getByText('as corrected').waitFor()
    const [delivered, corrected] = await bars
      .locator('tr.asked')
      .evaluateAll((rows) =>
        rows.map((row) => Number([...row.querySelectorAll('td')][3]?.textContent?.replaceAll(',', ''))),
      )
    expect(delivered).toBeCloseTo((corrected ?? 0) * 100, 0)
    await panel(page, 'Findings')
      .getByRole('button', { name: /^Accept the correction: UNIT_POINT W02/ })
      .press('Enter')
    await bars.waitFor({ state: 'detached' })
    // The reader goes on where the finding stood, not at the top of the page.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('#content .panel') !== null), soon)
      .toBe(true)
    await page.goto(chart)
    const close = readout.locator('dd', { hasText: corrected?.toFixed(2) ?? 'nothing' }).first()
    await close.getByRole('img', { name: '(corrected)' }).waitFor()
    await page.goto(`${server.url}/data?t=W02&st=accepted`)
    await panel(page, 'Findings')
      .getByRole('button', { name: /^Take back: UNIT_POINT W02/ })
      .press('Enter')
    await panel(page, 'Findings').getByText('No finding of this kind.').waitFor()
    await page.goto(chart, { waitUntil: 'load' })
    await expect.poll(() => readout.textContent(), soon).toContain('not available: UNIT_POINT')
    expect(complaints).toEqual([])
  })

  it('numbers next to an open warning carry a mark until it is accepted', async () => {
    const { page, complaints } = await openPage(browser)
    const { findings } = await ask('quality?part=findings&ticker=W04&status=open')
    const { from: after } = findings.find(({ check }: { check: string }) => check === 'GAP_RETURN')
    const chart = `${server.url}/t/W04?r=${addDays(after, -40)}..${after}`
    const signs = page.locator('.readout').getByRole('img', { name: '(open warning)' })
    await page.goto(chart)
    await signs.first().waitFor()
    await page.goto(`${server.url}/data?t=W04`)
    await panel(page, 'Findings')
      .getByRole('button', { name: /^Accept: GAP_RETURN W04/ })
      .press('Enter')
    // Whoever leaves the page before it was stored takes it back.
    const open = async () =>
      (await ask('quality?part=findings&ticker=W04&status=open')).findings.map(({ check }: { check: string }) => check)
    await expect.poll(open, soon).not.toContain('GAP_RETURN')
    await page.goto(chart)
    await page.locator('.readout .number').first().waitFor()
    await expect.poll(() => signs.count(), soon).toBe(0)
    await ask('repairs', {
      finding: findings.find(({ check }: { check: string }) => check === 'GAP_RETURN').id,
      action: 'undo',
    })
    expect(complaints).toEqual([])
  })

  it('a backfill of another process shows how far it is, without a button to stop it', async () => {
    standin.script((_, { symbol }) => (symbol === 'W06' ? 'hang-headers' : null))
    const { page, complaints } = await openPage(browser)
    // The page looks for new backfills every ten seconds; its clock is set on when there is one to be found.
    await page.clock.install()
    await page.goto(`${server.url}/data`)
    await page.getByRole('button', { name: 'Start' }).waitFor()
    const args = ['scripts/backfill.ts', 'W01', 'W06', '--db', join(server.folder, 'test.db')]
    const other = spawn(process.execPath, [...args, '--provider-url', standin.url.href], { stdio: 'ignore' })
    const ended = new Promise((done) => other.once('exit', done))
    try {
      await expect.poll(async () => (await ask('backfills')).runs[0].outcome, soon).toBe('running')
      await page.clock.fastForward(10_000)
      await page.getByRole('heading', { name: /^Backfill \d+ is running in another process$/ }).waitFor()
      const bar = page.getByRole('progressbar')
      await expect.poll(() => bar.getAttribute('aria-valuetext'), soon).toBe('1 of 2 requests')
      expect(await page.getByRole('button', { name: 'Stop' }).count()).toBe(0)
      expect(await page.getByRole('button', { name: 'Start' }).count()).toBe(0)
      expect(await violationsOf(page)).toEqual([])
      other.kill('SIGINT')
      await ended
      await page.getByRole('button', { name: 'Start' }).waitFor()
      expect(complaints).toEqual([])
    } finally {
      other.kill('SIGKILL')
      standin.script(() => null)
    }
  })

  it('the bars in question of a finding are of its day, and the marked one is that which it names', async () => {
    const { page, complaints } = await openPage(browser)
    await page.goto(`${server.url}/data?t=MSFT&l=en`)
    const findings = panel(page, 'Findings').locator('.findings > li')
    await findings.first().waitFor()
    const words = (text: string | null) => (text ?? '').replaceAll('\u00a0', ' ')
    let named = 0
    for (const finding of await findings.all()) {
      const told = words(await finding.textContent())
      // "EXTENDED_TICK … such as 22:00 UTC: low 296.501, high 378.91": eight of the sample's bars within the day.
      const [, day] = /1h *(\d+ Nov 2023)/.exec(told) ?? []
      const [, hour, low, high] = /(\d\d:\d\d) UTC: low ([\d.]+), high ([\d.]+)/.exec(told) ?? []
      if (day === undefined || hour === undefined) continue
      named++
      await finding.getByText('Bars in question').click()
      const marked = finding.locator('tr.asked')
      await marked.waitFor()
      const newYork = { timeZone: 'America/New_York', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
      const clock = new Date(`${day} ${hour} UTC`).toLocaleTimeString('en-GB', newYork)
      const row = words(await marked.textContent())
      expect(row).toContain(`${day} ${clock}`)
      for (const price of [low, high]) expect(row).toContain(Number(price).toFixed(2))
      expect(words(await finding.locator('tbody').textContent())).toContain(day)
    }
    expect(named).toBe(8)
    expect(complaints).toEqual([])
  })

  it('findings are filtered by ticker, severity and status, and the address says which', async () => {
    const { page, complaints } = await openPage(browser)
    await page.goto(`${server.url}/data`)
    const findings = panel(page, 'Findings')
    await findings.locator('code', { hasText: 'UNIT_POINT' }).waitFor()
    await page.getByLabel('Ticker', { exact: true }).selectOption('W04')
    await findings.locator('code', { hasText: 'BAR_NULL' }).waitFor()
    await findings.locator('code', { hasText: 'UNIT_POINT' }).waitFor({ state: 'detached' })
    await expect.poll(() => addressOf(page), soon).toContain('t=W04')
    await page.getByLabel('Status').selectOption('accepted')
    await findings.getByText('No finding of this kind.').waitFor()
    await page.goBack()
    await findings.locator('code', { hasText: 'BAR_NULL' }).waitFor()
    expect(complaints).toEqual([])

    // The database is backed up and verified, and an import is taken back, from the same page.
    const care = panel(page, 'Looking after the database')
    await care.getByText('No backup is made yet.').waitFor()
    await care.getByRole('button', { name: 'Back up' }).press('Enter')
    await care.getByText(/^test-\d+T\d+Z\.db is made and checked: [\d.]+ MB\.$/).waitFor()
    await expect.poll(() => care.getByRole('list', { name: 'Backups' }).getByRole('listitem').count(), soon).toBe(1)
    await care.getByRole('button', { name: 'Verify' }).press('Enter')
    await care
      .getByText(
        /^The database is sound: every page, every reference, every bar \(\d+ fingerprints, one .*\) and 49 events/,
      )
      .waitFor()
    await fetch(`${server.url}/api/imports?name=own.csv`, {
      method: 'POST',
      body: 'event_id,title,public_at,tickers\nown,Own,2023-11-17,MSFT\n',
      headers: { 'Content-Type': 'text/csv', 'X-Aftershock': '1' },
    })
    await page.reload()
    const imports = panel(page, 'Imports and edits')
    await imports.getByRole('button', { name: /^Undo \d+: own\.csv$/ }).press('Enter')
    await imports.getByText(/^\d+ is taken back: [\d,]+ rows? (is|are) as before\.$/).waitFor()
    await imports.getByText(/^took back \d+: own\.csv/).waitFor()
    expect((await ask('events/own')).code).toBe('unknown_event')
    expect(await violationsOf(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('the page speaks Indonesian, is dark where that is preferred, and fits a phone', async () => {
    const { page, complaints } = await openPage(browser, { ...phone, colorScheme: 'dark', locale: 'id-ID' })
    await page.goto(`${server.url}/data?sr=W03%201d`)
    await page.getByRole('heading', { name: 'Cakupan' }).waitFor()
    await page.getByRole('table', { name: /^W03 1d: sesi tersimpan per bulan/ }).waitFor()
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth), soon).toBe(390)
    const evidence = page.locator('li', { hasText: 'GAP sesi tanpa batang' }).locator('.evidence').first()
    expect(await evidence.textContent()).toMatch(
      /ditemukan \d+ dari [\d.]+ sesi tanpa batang; seharusnya satu batang untuk/,
    )
    expect(await violationsOf(page)).toEqual([])
    await keepPicture(page, 'data-phone')
    expect(complaints).toEqual([])
  })

  it('a ticker is renamed, compared with another, and deleted with the keyboard, each after a question', async () => {
    const { page, complaints } = await openPage(browser)
    await page.goto(`${server.url}/data`)
    const names = panel(page, 'Names and benchmarks')
    await names.getByRole('button', { name: 'W06', exact: true }).press('Enter')
    await names.getByLabel('W06 is compared with').selectOption('W01')
    await names.getByRole('button', { name: 'Save' }).press('Enter')
    await names.getByText('benchmark: W01').waitFor()
    expect(await violationsOf(page)).toEqual([])

    // A name that another ticker has is refused, and nothing is changed.
    await names.getByLabel('New name of W06').fill('W01')
    await names.getByLabel('New name of W06').press('Enter')
    const question = names.getByRole('alertdialog')
    await question.getByText(/Everything stored of W06 is found under W01/).waitFor()
    await question.getByRole('button', { name: 'Rename' }).press('Enter')
    await names
      .getByRole('alert')
      .getByText(/Cannot rename W06 to W01/)
      .waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Tab')
    await question.getByRole('button', { name: 'Leave it as it is' }).press('Escape')
    await question.waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement?.textContent === 'Names and benchmarks')

    await names.getByLabel('New name of W06').fill('w66')
    await names.getByRole('button', { name: 'Rename …' }).press('Enter')
    await question.getByRole('button', { name: 'Rename' }).press('Enter')
    await names.getByText('before: W06').waitFor()
    // The old name finds the history, and the page says what it is called.
    await page.goto(`${server.url}/t/W06`)
    await page.getByText('W06 is called W66 now').waitFor()
    await page.goto(`${server.url}/data`)

    await names.getByRole('button', { name: 'W66', exact: true }).press('Enter')
    await names.getByRole('button', { name: 'Delete W66 …' }).press('Enter')
    await question.getByText(/bars of 1d go/).waitFor()
    await page.waitForFunction(() => document.activeElement?.textContent === 'Leave it as it is')
    expect(await violationsOf(page)).toEqual([])
    await keepPicture(page, 'data-tickers')
    await question.getByRole('button', { name: 'Delete' }).press('Enter')
    await names.getByRole('button', { name: 'W66', exact: true }).waitFor({ state: 'detached' })
    expect((await ask('tickers')).tickers.map(({ ticker }: { ticker: string }) => ticker)).not.toContain('W66')
    expect(complaints).toEqual([expect.stringContaining('409')])
  })

  it('a start that is refused, a job that is stopped and a server that is gone are each said', async () => {
    standin.script(() => 'hang-headers')
    const { page } = await openPage(browser)
    await page.goto(`${server.url}/data`)
    await page.getByLabel('Tickers').fill('W01 ../x')
    await page.getByText('Not a ticker: ../x').waitFor()
    await page.getByRole('button', { name: 'Start', disabled: true }).waitFor()
    await page.getByLabel('Tickers').fill('W01')
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByRole('progressbar').waitFor()
    await page
      .locator('.job-state')
      .getByText(/The source has not answered for \d+ s/)
      .waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('button', { name: 'Start' }).waitFor()
    await expect
      .poll(() => panel(page, 'Earlier backfills').locator('summary').first().textContent(), soon)
      .toContain('stopped')
    await server.stop()
    await page.getByLabel('Status').selectOption('resolved')
    await page.getByText('The server does not answer. What is shown was loaded before.').waitFor()
  })
})
