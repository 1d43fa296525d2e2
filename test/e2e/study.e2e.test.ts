import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../server/running.ts'
import { violationsOf } from './axe.ts'
import { addressOf, browserPath, keepPicture, openBrowser, openPage, phone, soon, wordsOf } from './browser.ts'

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
  const metrics = async () => (await fetch(`${server.url}/api/metrics`)).text()
  const ask = async (spec: unknown) =>
    (
      await fetch(`${server.url}/api/studies`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Aftershock': '1' },
        body: JSON.stringify(spec),
      })
    ).json()

  it('/study shows the figures the API gives, is reached by keyboard alone, and a test leads to its formula', async () => {
    const { page, complaints } = await open('/study')
    await computed(page)
    const { multi, single } = await ask({ tickers: ['MSFT'], events: {} })
    const column = multi.windows.find(({ from, to }: { from: number; to: number }) => from === 0 && to === 1)
    const headline = page.locator('.tests tbody tr').nth(1)
    await expect.poll(() => headline.textContent(), soon).toContain(Math.abs(column.tKp).toFixed(2))
    await expect.poll(() => page.locator('.study-table.events tbody tr').count(), soon).toBe(single.length)
    await keepPicture(page, 'study')
    expect(await violationsOf(page)).toEqual([])

    const wanted = ['.action.primary', '.scrolls', 'input', 'select']
    const reached = new Set<string>()
    for (let i = 0; i < 90 && reached.size < wanted.length; i++) {
      await page.keyboard.press('Tab')
      const matched = await page.evaluate((all) => all.filter((each) => document.activeElement?.matches(each)), wanted)
      for (const each of matched) reached.add(each)
    }
    expect([...reached].sort()).toEqual([...wanted].sort())

    await page.getByRole('link', { name: 'BMP, Kolari-Pynnonen' }).click()
    await page.waitForURL('**/methods#kp')
    await page.locator('#kp').waitFor({ state: 'attached' })
    await expect.poll(() => page.evaluate(() => scrollY), soon).toBeGreaterThan(0)
    expect(complaints).toEqual([])
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
    await computed(page)

    // An event left out by hand is gone from the sample and can be brought back.
    const before = await page.locator('.study-table.events tbody tr').count()
    await page.locator('.study-table.events tbody tr').first().getByRole('button').click()
    await page.waitForFunction((count) => document.querySelectorAll('.events tbody tr').length === count - 1, before)
    await page.getByRole('button', { name: 'Bring back' }).click()
    await page.waitForFunction((count) => document.querySelectorAll('.events tbody tr').length === count, before)

    for (let at = await addressOf(page); new URL(at).search !== ''; at = await addressOf(page)) {
      await page.goBack()
      await expect.poll(() => addressOf(page), soon).not.toBe(at)
    }
    await page.waitForFunction((before) => document.querySelectorAll('.events tbody tr').length === before, all)
  })

  it('a refusal says what to change and what was asked, and dims the answer before', async () => {
    const { page } = await open('/study?families=governance')
    await computed(page)
    await page.locator('[name="estimation-to"]').fill('-5')
    await page.getByRole('button', { name: 'Compute' }).click()
    await page.getByRole('alert').filter({ hasText: 'reaches into the event window' }).waitFor()
    await expect.poll(() => page.locator('.refused').textContent(), soon).toContain('MSFT · Governance · Market model')
    const dimmed = () => page.locator('.caar svg').evaluate((drawn) => Number(getComputedStyle(drawn).opacity))
    await expect.poll(dimmed, soon).toBeLessThan(0.6)
  })

  it('every figure tells what is pointed at or stepped to, and Enter leads to the chart of the event', async () => {
    const { page, complaints } = await open('/study?families=governance')
    await computed(page)
    const { caar, single, multi } = await ask({ tickers: ['MSFT'], events: { family: ['governance'] } })
    const told = (plot: string) => page.locator(`.study-plot.${plot} .told`).textContent()
    const percent = (fraction: number) => `${Math.abs(fraction * 100).toFixed(2)}\u00a0%`
    await page.locator('.caar .plot-area').focus()
    await page.keyboard.press('End')
    await expect.poll(() => told('caar'), soon).toContain(percent(caar.at(-1).caar))
    await page.locator('.aar .plot-area').focus()
    await page.keyboard.press('Home')
    await expect.poll(() => told('aar'), soon).toContain(percent(multi.days[0].mean))
    const box = await page.locator('.spread svg').boundingBox()
    await page.locator('.spread svg').hover({ position: { x: (box?.width ?? 0) / 2, y: 100 } })
    await expect.poll(() => told('spread'), soon).toMatch(/ to .*: \d+ event/)
    await page.locator('.events .plot-area').focus()
    await page.keyboard.press('Home')
    await expect.poll(() => told('events'), soon).toContain(single[0].titles[0])
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/t\/MSFT\?.*ev=/)
    await page.goBack()
    await computed(page)
    // What is seen is what is saved.
    await page.locator('.study-plots .tick input').uncheck()
    await page.waitForURL(/lines=0/)
    const hrefOf = () => page.locator('.caar .buttons a').last().getAttribute('href')
    await expect.poll(hrefOf, soon).toContain('lines=0')
    const link = await hrefOf()
    const svg = await (await fetch(server.url + link)).text()
    expect(svg).toContain('<svg')
    expect(svg).not.toContain('stroke-opacity="0.35"')
    expect(complaints).toEqual([])
  })

  it('the rows of events are put in order by a head, and the address keeps that', async () => {
    const { page } = await open('/study')
    await computed(page)
    const first = () => page.locator('.study-table.events tbody tr').first().textContent()
    await page.locator('.study-table.events').getByRole('button', { name: 'CAR' }).click()
    await page.waitForURL(/sort=car/)
    await expect.poll(first, soon).toContain('−8.02')
    await page.locator('.study-table.events').getByRole('button', { name: 'CAR' }).click()
    await page.waitForURL(/sort=-car/)
    await expect.poll(first, soon).toContain('+8.37')
    await expect
      .poll(() => page.locator('.study-table.events [aria-sort="descending"]').textContent(), soon)
      .toContain('CAR')
  })

  /** Events on series that the file itself carries: a walk of prices, and its market. */
  const inline = (count: number) => {
    const days = Array.from({ length: 400 + count }, (_, i) =>
      new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10),
    )
    const walk = (seed: number) => days.map((_, i) => 100 + i / 20 + 3 * Math.sin(i * seed) + Math.cos(i * i * seed))
    return {
      settings: { estimation: [-130, -11] },
      series: { calendar: days, prices: { A: walk(0.7), M: walk(0.3) } },
      events: Array.from({ length: count }, (_, i) => ({ id: `e${i}`, ticker: 'A', market: 'M', day0: days[200 + i] })),
    }
  }
  const give = (page: Page, name: string, text: string) =>
    page.locator('.spec-file input').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })

  it('a study that takes long says how far it is, can be stopped, and begun again', async () => {
    const { page, complaints } = await open('/study')
    await computed(page)
    // Every event over every choice: longer than it takes to press a button.
    await give(page, 'long.json', JSON.stringify({ ...inline(4000), robustness: true }))
    await page.locator('.study-progress progress[value]').waitFor()
    const told = page.locator('.study-progress span')
    expect(await told.textContent()).toMatch(/: [\d,]+ of [\d,]+$/)
    // It is heard once that something is computed, not how far it is.
    expect(await page.locator('.study-result > [role="status"]').textContent()).toBe('Computing …')
    await page.locator('.study-progress').getByRole('button', { name: 'Stop' }).press('Enter')
    await page.getByText('Stopped: this study was not finished.').waitFor()
    const again = page.getByRole('button', { name: 'Try again' })
    await page.waitForFunction(() => document.activeElement?.textContent === 'Try again')
    expect(await violationsOf(page)).toEqual([])
    const free = async () => /queue="studies",state="at_work"\} (\d+)/.exec(await metrics())?.[1]
    await expect.poll(free, soon).toBe('0')
    await again.press('Enter')
    await page.locator('.study-progress progress[value]').waitFor()
    await keepPicture(page, 'study-progress')
    await page.getByRole('button', { name: 'Back to the form' }).click()
    await computed(page)
    expect(complaints).toEqual([])
  })

  it('a study of which nothing is heard can be given up', async () => {
    const { page, complaints } = await open('/study')
    await computed(page)
    // Behind others in the queue a study is silent.
    await page.route('**/api/studies', () => {})
    await give(page, 'own.json', JSON.stringify(inline(5)))
    await page.getByText('No word from the server yet: other studies may be before this one.').waitFor()
    expect(await page.locator('.study-progress progress').getAttribute('value')).toBeNull()
    await page.locator('.study-progress').getByRole('button', { name: 'Stop' }).press('Enter')
    await page.getByText('Stopped: this study was not finished.').waitFor()
    await page.unroute('**/api/studies')
    await page.getByRole('button', { name: 'Try again' }).press('Enter')
    await page.locator('.finding', { hasText: 'Over 5 events' }).waitFor()
    expect(complaints).toEqual([])
  })

  it('what a spec asks for besides, resampling and a regression, is on the page, in both languages', async () => {
    const spec = {
      settings: { bootstrap: { draws: 199, seed: 7, block: 1 }, windows: [[0, 1]] },
      tickers: ['MSFT'],
      events: {},
      regression: { window: [0, 1], on: ['session=post'] },
    }
    const { resampled, regression } = await ask(spec)
    const p = (value: number) => (value < 0.001 ? '< 0.001' : value.toFixed(3))
    const { page, complaints } = await open('/study')
    await computed(page)
    await give(page, 'own.json', JSON.stringify(spec))
    const drawn = page.locator('section:has(> #resampled)')
    await expect
      .poll(() => drawn.locator('tbody td').allTextContents(), soon)
      .toEqual(
        [resampled[0].iid, resampled[0].byDate, resampled[0].signFlip].map((one) =>
          expect.stringContaining(`p ${p(one.p)}`),
        ),
      )
    await expect.poll(() => drawn.locator('p').textContent(), soon).toContain('199 draws from seed 7')
    const fitted = page.locator('section:has(> #regression)')
    const post = regression.coefficients.find(({ name }: { name: string }) => name === 'session=post')
    const row = wordsOf(fitted.locator('tbody tr', { hasText: 'session=post' }))
    for (const figure of [Math.abs(post.estimate * 100).toFixed(2), Math.abs(post.t).toFixed(2), p(post.p)])
      await expect.poll(row, soon).toContain(figure)
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'id', exact: true }).click()
    await page.getByRole('heading', { name: 'Rata-rata dengan penarikan ulang' }).waitFor()
    await page.getByRole('heading', { name: 'Mengapa CAR berbeda-beda' }).waitFor()
    // Of the form, which asks for neither, there is neither.
    await page.getByRole('button', { name: 'Kembali ke formulir' }).click()
    await drawn.waitFor({ state: 'detached' })
    expect(await fitted.count()).toBe(0)
    expect(complaints).toEqual([])
  })

  it('a spec from a file is studied in place of the form; hundreds of events leave the page short', async () => {
    const { page, complaints } = await open('/study')
    await computed(page)
    await give(page, 'own.json', JSON.stringify(inline(150)))
    await page.locator('.finding', { hasText: 'Over 150 events' }).waitFor()
    await expect.poll(() => page.locator('.spec-file [role="status"]').textContent(), soon).toContain('own.json')
    const rows = page.locator('.study-table.events tbody tr')
    await expect.poll(() => rows.count(), soon).toBe(30)
    await expect.poll(() => page.locator('.pages [role="status"]').textContent(), soon).toBe('1 to 30 of 150')
    await page.locator('.pages').getByRole('button', { name: 'After' }).click()
    await expect.poll(() => rows.first().getAttribute('aria-rowindex'), soon).toBe('32')
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollHeight), soon).toBeLessThan(7000)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page
        .locator('.caar')
        .getByRole('button', { name: /as SVG$/ })
        .click(),
    ])
    expect(readFileSync(await file.path(), 'utf8')).toContain('Over 150 events')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Back to the form' }).click()
    await page.locator('.finding', { hasText: 'Over 28 events' }).waitFor()
    expect(complaints).toEqual([])
  })

  it('a spec that cannot be used is refused with line, field and value of each fault, in both languages', async () => {
    const { page } = await open('/study')
    await computed(page)
    const text = `{
  "settings": { "model": "astrology", "alpha": "0.05" },
  "tickers": ["MSFT"],
  "evnts": {}
}`
    await give(page, 'wrong.json', text)
    await page.locator('.faults tbody tr').first().waitFor()
    const rows = () =>
      page
        .locator('.faults tbody tr')
        .evaluateAll((all) => all.map((row) => [...row.children].map((c) => c.textContent)))
    await expect.poll(rows, soon).toEqual([['4', 'evnts', ' no such key is known', '–']])
    await give(page, 'wrong.json', text.replace('evnts', 'events'))
    const places = async () => (await rows()).map(([line, field, , value]) => [line, field, value])
    await expect.poll(places, soon).toEqual([
      ['2', 'settings.model', '"astrology"'],
      ['2', 'settings.alpha', '"0.05"'],
    ])
    await page.locator('.top-bar button[lang="id"]').click()
    await page.locator('.faults', { hasText: 'Nilainya bukan seperti yang diharapkan.' }).waitFor()
    await give(page, 'wrong.json', '{ "tickers": [MSFT] }')
    await page.locator('.faults', { hasText: 'Ini bukan JSON yang sah.' }).waitFor()
    await page.getByRole('alert').filter({ hasText: 'Isinya bukan JSON yang sah.' }).waitFor()
    expect(await violationsOf(page)).toEqual([])
  })

  it.each([
    ['en', 'Brown and Warner 1980', 'simple daily returns'],
    ['id', 'Brown dan Warner 1980', 'imbal hasil harian sederhana'],
  ])(
    'the paragraph on method names sample, model, windows, tests, sources and version: %s',
    async (language, ...said) => {
      const { page } = await open(`/study?model=market-adjusted&families=governance&l=${language}`)
      await computed(page)
      const { data_version, single } = await ask({
        settings: { model: 'market-adjusted' },
        tickers: ['MSFT'],
        events: { family: ['governance'] },
      })
      const paragraph = () => page.locator('.paragraph').textContent()
      const parts = [...said, `${single.length} `, '[−260, −11]', '[0, +1]', 'Holm', '^GSPC', 'Kolari', data_version]
      for (const part of parts) await expect.poll(paragraph, soon).toContain(part)
    },
  )

  it('the spec taken from the page gives the same figures again', async () => {
    const { page } = await open('/study?families=governance')
    await computed(page)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Spec (JSON)' }).click(),
    ])
    const spec: unknown = JSON.parse(readFileSync(await file.path(), 'utf8'))
    const { data_hash } = await ask(spec)
    await expect.poll(() => page.locator('.hash').textContent(), soon).toBe(data_hash.slice(0, 16))
    const [table] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Events (CSV)' }).click(),
    ])
    expect(readFileSync(await table.path(), 'utf8')).toMatch(/^event_id,ticker,/)
  })

  it.each([
    ['en', 'Events (CSV)', 'The server is busy'],
    ['id', 'Peristiwa (CSV)', 'Server sedang mengerjakan'],
  ])('a table or figure that is refused is told in words (%s)', async (language, name, words) => {
    const { page } = await open(`/study?families=governance&l=${language}`)
    await computed(page)
    const refused = {
      status: 429,
      headers: { 'Content-Type': 'application/problem+json', 'Retry-After': '7' },
      body: JSON.stringify({ code: 'too_many', detail: 'Too many', request_id: 'r-1' }),
    }
    await page.route('**/api/studies.csv*', (route) => route.fulfill(refused))
    await page.getByRole('button', { name }).click()
    await page.getByRole('alert').filter({ hasText: words }).waitFor()
    await page.unroute('**/api/studies.csv*')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('alert').getByRole('button').last().click(),
    ])
    expect(file.suggestedFilename()).toBe('study-events.csv')
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('the methods are in the language on screen, with typeset formulas, and change with it', async () => {
    const { page, complaints } = await open('/methods?l=id#kp')
    await page.getByRole('heading', { level: 1, name: 'Metode: arti setiap angka' }).waitFor()
    await expect.poll(() => page.locator('html').getAttribute('lang'), soon).toBe('id')
    await expect.poll(() => page.locator('math').count(), soon).toBeGreaterThan(100)
    expect(await page.locator('main [lang]').count()).toBe(0)
    // They are elements of MathML, not words in angle brackets.
    const drawn = await page
      .locator('math mfrac')
      .first()
      .evaluate((part) => [part.namespaceURI, part.clientHeight > 0])
    expect(drawn[0]).toBe('http://www.w3.org/1998/Math/MathML')
    expect(await violationsOf(page)).toEqual([])
    await page.locator('.top-bar button[lang="en"]').click()
    await page.getByRole('heading', { level: 1, name: 'Methods: what every number means' }).waitFor()
    expect(complaints).toEqual([])
  })

  it.each([
    ['dark, Indonesian', '/study?families=governance,deals&robust=1&l=id', { colorScheme: 'dark' as const }],
    ['on a phone', '/study', phone],
  ])('/study breaks no rule of accessibility and does not scroll sideways: %s', async (_, path, options) => {
    const { page, complaints } = await open(path, options)
    await computed(page)
    expect(await violationsOf(page)).toEqual([])
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), soon).toBe(0)
    expect(complaints).toEqual([])
  })
})
