import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../server/running.ts'
import { addressOf, browserPath, drawn, openBrowser, openPage, phone, soon } from './browser.ts'

const EVENT = 'openai-20231117-altman-ousted'
const AROUND = `/t/MSFT?r=2023-10-16..2023-12-15&ev=${EVENT}&l=en`

describe.skipIf(browserPath === null)('the chart and what is around it', () => {
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

  /** How far the document scrolls beyond its content, downwards and sideways, in pixels. */
  const excess = (page: Page) =>
    page.evaluate(() => {
      const { scrollHeight, scrollWidth } = document.documentElement
      const content = document.getElementById('page')?.getBoundingClientRect().height ?? 0
      return [scrollHeight - Math.max(innerHeight, Math.ceil(content)), scrollWidth - innerWidth].map((by) =>
        Math.max(0, by),
      )
    })

  const sizes = [
    [2560, 1300],
    [1440, 900],
    [1024, 768],
    [720, 450],
    [390, 844],
    [844, 390],
    [360, 225],
    [320, 256],
  ] as const

  /** What of the head of a ticker is cut by an ellipsis, or by its box. */
  const cutInHead = (page: Page) =>
    page.locator('.ticker-head *').evaluateAll((all) =>
      all
        .filter(({ className, scrollWidth, clientWidth }) => className !== 'unseen' && scrollWidth > clientWidth + 1)
        .filter((each) => each.getClientRects().length > 0 && getComputedStyle(each).overflowX !== 'visible')
        .map(({ textContent }) => textContent),
    )

  it('at no size does a screen scroll beyond its content, and none loses a part of the product', async () => {
    const { page, complaints } = await open(AROUND)
    await cardOf(page, EVENT)
    await page.locator('.items li').first().waitFor()
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height })
      // The list is scrolled to its end: what is hidden in it must not lengthen the document.
      await page.locator('.items').evaluate((list) => list.scrollTo(0, 1e6))
      await expect.poll(() => excess(page), { ...soon, message: `${width} × ${height}` }).toEqual([0, 0])
      for (const part of ['h1', '.ranges', '.opener', '.readout', '#plot', '.items', '.card .finding', '.switch'])
        await page.locator(part).first().waitFor()
      // Everything of the bar at the top, and the whole height of the plot, lies within the page.
      const cut = () =>
        page.evaluate(() => {
          const inside = [
            ...document.querySelectorAll('.top-bar button, .top-bar select, .top-bar nav, .ranges button'),
          ]
          const plot = document.getElementById('plot')
          const canvas = plot?.querySelector('canvas')
          return {
            bar: inside
              .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
              .map((each) => each.textContent),
            plot: Math.max(0, (canvas?.clientHeight ?? 0) - (plot?.clientHeight ?? 0)),
          }
        })
      await expect.poll(cut, { ...soon, message: `${width} × ${height}` }).toEqual({ bar: [], plot: 0 })
      await expect.poll(() => cutInHead(page), { ...soon, message: `${width} × ${height}` }).toEqual([])
    }
    // In Indonesian, whose words are longer, too.
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('button', { name: 'id', exact: true }).click()
    await page.locator('.stale', { hasText: 'harga berakhir 31 Mei 2024' }).waitFor()
    await expect.poll(() => cutInHead(page), soon).toEqual([])
    for (const path of [
      '/',
      '/events',
      `/e/${EVENT}`,
      '/article',
      '/study',
      '/data',
      '/methods',
      '/t/MSFT?v=table',
      '/t/ZZZZ',
      '/nowhere',
    ]) {
      await page.goto(server.url + path)
      await page.locator('main h1, main table').first().waitFor()
      for (const [width, height] of sizes) {
        await page.setViewportSize({ width, height })
        await expect.poll(() => excess(page), { ...soon, message: `${path} at ${width} × ${height}` }).toEqual([0, 0])
      }
    }
    expect(complaints.filter((each) => !each.includes('404'))).toEqual([])
  })

  it('a date without an hour has no definite sentence; a range that is all there is says so; the side grows by hand and by keys', async () => {
    const stored = await fetch(`${server.url}/api/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/csv', Origin: server.url },
      body: `event_id,title,public_at,session,tickers
date-only,Known by its date alone,2023-06-07,,MSFT
friday-late,After the close of a Friday,2023-06-09,post,MSFT
saturday,On a Saturday,2023-06-10,,MSFT
`,
    })
    expect(stored.status).toBe(200)
    const { page, complaints } = await open('/t/MSFT?r=2023-05-01..2023-07-01&ev=date-only&l=en')
    await cardOf(page, 'date-only')
    const card = async () => ((await page.locator('.card').textContent()) ?? '').replaceAll('\u00a0', ' ')
    for (const told of [
      '7 Jun 2023 hour not known',
      'only the date is known: this session or the next',
      'Only the date of the news is known: it may have reached this session or the next.',
    ])
      await expect.poll(card, soon).toContain(told)
    // Both are of the session of Monday the 12th, which is no doubt, and were published before it.
    for (const [id, ...told] of [
      ['friday-late', '9 Jun 2023 hour not known', 'only the date is known, and that it was after the close'],
      ['saturday', '10 Jun 2023 hour not known', 'and the exchange was closed: first session Mon 12 Jun'],
    ] as const) {
      await page.goto(`${server.url}/t/MSFT?r=2023-05-01..2023-07-01&ev=${id}&l=en`)
      await cardOf(page, id)
      for (const words of told) await expect.poll(card, soon).toContain(words)
      expect(await card()).not.toContain('it may have reached')
    }
    await page.goto(`${server.url}/t/MSFT?r=2023-05-01..2023-07-01&ev=date-only&l=en`)

    // 606 sessions of db/sample/prices/MSFT.csv, from 3 January 2022.
    const years = page.getByRole('button', { name: '5Y', exact: true })
    await expect.poll(() => years.getAttribute('title'), soon).toContain('all 606 bars there are, since 3 Jan 2022')
    const day = page.getByRole('button', { name: '1D', exact: true })
    await expect.poll(() => day.getAttribute('title'), soon).toContain('hourly bars reach to 30 Nov 2023 only')

    const sizeOf = async (part: string) =>
      (await page.locator(part).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    const [side, list] = [await sizeOf('.side'), await sizeOf('.event-list')]
    for (const [name, dx, dy] of [
      ['Width of the panel', -100, 0],
      ['Height of the list', 0, 100],
    ] as const) {
      const { x, y, width, height } = (await page.getByRole('separator', { name }).boundingBox()) ?? side
      await page.mouse.move(x + width / 2, y + height / 2)
      await page.mouse.down()
      await page.mouse.move(x + width / 2 + dx, y + height / 2 + dy, { steps: 3 })
      await page.mouse.up()
    }
    await expect.poll(async () => (await sizeOf('.side')).width - side.width, soon).toBeGreaterThan(90)
    await expect.poll(async () => (await sizeOf('.event-list')).height - list.height, soon).toBeGreaterThan(80)
    const wide = (await sizeOf('.side')).width
    await page.getByRole('separator', { name: 'Width of the panel' }).press('ArrowRight')
    await expect.poll(async () => wide - (await sizeOf('.side')).width, soon).toBe(4)
    await expect.poll(() => excess(page), soon).toEqual([0, 0])
    expect(complaints).toEqual([])
    await fetch(`${server.url}/api/events/date-only`, { method: 'DELETE', headers: { Origin: server.url } })
  })

  it('every CAR that is drawn names its window and is the one of the card, in both languages', async () => {
    for (const [window, asked, language] of [
      ['-1..1', '[−1, +1]', 'en'],
      ['0..5', '[0, +5]', 'id'],
      ['-10..10', '[−10, +10]', 'en'],
    ] as const) {
      // What the server draws has the letters of the canvas as text.
      const { page } = await open(`${AROUND.replace('l=en', `l=${language}`)}&w=${window}`, {
        javaScriptEnabled: false,
      })
      const cars = async (part: string) =>
        (await page.locator(part).allTextContents()).map((text) => text.replaceAll('\u00a0', ' '))
      const [row = ''] = await cars('.card tr.asked')
      const figure = /[+−][\d.,]+ %/.exec(row)?.[0]
      expect(row).toContain(asked)
      const drawn = (await cars('#drawing text')).filter((text) => text.includes('CAR'))
      expect(drawn).toEqual([`CAR ${asked} ${figure}`])
      for (const named of (await cars('#drawing .pane-name')).filter((text) => text.includes('CAR')))
        expect(named).toContain(`CAR ${asked}`)
      // The little fan beside says of which window it is.
      await expect
        .poll(async () => (await cars('.card figure, .card .fan')).join(' '), soon)
        .toMatch(/CAR.*\[−10, \+10\]/)
      await page.context().close()
    }
  })

  it('is as sharp as the screen where the page is zoomed or comes to another screen', async () => {
    const { page, complaints } = await open(AROUND)
    await drawn(page)
    const protocol = await page.context().newCDPSession(page)
    /** Pixels of the screen for each of the canvas of the chart, and of the overview's. */
    const sharpness = () =>
      page
        .locator('#plot .canvas canvas, .overview canvas')
        .evaluateAll((all) => all.map((each) => (each as HTMLCanvasElement).width / each.clientWidth))
    // A zoom of 125 %, of 110 % and back: more pixels a point, and fewer points.
    for (const deviceScaleFactor of [1.25, 1.1, 1]) {
      const [width, height] = [Math.round(1440 / deviceScaleFactor), Math.round(900 / deviceScaleFactor)]
      const metrics = { width, height, deviceScaleFactor, mobile: false }
      await protocol.send('Emulation.setDeviceMetricsOverride', metrics)
      const isSharp = async () => (await sharpness()).map((each) => Math.abs(each - deviceScaleFactor) < 0.01)
      await expect.poll(isSharp, { ...soon, message: `${deviceScaleFactor}` }).toEqual([true, true])
    }
    expect(await page.locator('#plot .canvas canvas').count()).toBe(1)
    expect(complaints).toEqual([])
  })

  it('every time is by the chosen clock, which is named; glyphs, search and walks do what they promise', async () => {
    const { page, complaints } = await open(`/t/MSFT?i=1h&r=2023-11-16..2023-11-22&ev=${EVENT}&tz=utc&l=en`)
    await cardOf(page, EVENT)
    await drawn(page)
    // The news came at 15:28 in New York, in the bar of 14:30: in UTC, 20:28 and 19:30.
    for (const [part, told] of [
      ['.readout .when', /Fri 17 Nov 2023 19:30 UTC/],
      ['.items [aria-current] .when', /^17 Nov 2023 20:28$/],
      ['#events-title', /UTC/],
      ['.times', /published Fri 20:28 UTC/],
      ['.split', /\(\d\d:\d\d UTC\)/],
    ] as const)
      await expect.poll(() => page.locator(part).textContent(), soon).toMatch(told)
    const box = await page.locator('#plot').boundingBox()
    const pixels = () => page.evaluate<string>(`document.querySelector('.canvas canvas').toDataURL()`)
    const bare = await pixels()
    await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 100)
    // What the lines say is drawn; the readout says the same.
    await expect.poll(async () => (await pixels()) === bare, soon).toBe(false)
    await expect.poll(() => page.locator('.readout .when').textContent(), soon).toMatch(/2023 (?!19:30)\d\d:\d\d UTC$/)
    await expect.poll(() => page.locator('.pane-name').allTextContents(), soon).toContain('UTC')
    // Wherever the pointer went, nothing of the lines stays.
    for (const x of [310, 311, 400]) await page.mouse.move((box?.x ?? 0) + x, (box?.y ?? 0) + x)
    await page.mouse.move(1, 1)
    await expect.poll(async () => (await pixels()) === bare, soon).toBe(true)
    // Where the page is zoomed meanwhile, the lines stand where they stood: the canvas has the pixels that it had.
    const point = () => page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 100)
    await point()
    await expect.poll(async () => (await pixels()) === bare, soon).toBe(false)
    const crossed = await pixels()
    await page.mouse.move(1, 1)
    await page.evaluate(() => Object.defineProperty(window, 'devicePixelRatio', { value: 2, configurable: true }))
    await point()
    await expect.poll(async () => (await pixels()) === crossed, soon).toBe(true)
    await page.mouse.move(1, 1)
    await expect.poll(async () => (await pixels()) === bare, soon).toBe(true)
    await page.evaluate(() => Object.defineProperty(window, 'devicePixelRatio', { value: 1, configurable: true }))
    await page.getByRole('button', { name: 'CSV' }).click()
    await expect.poll(() => page.locator('#downloads').textContent(), soon).toContain('on screen: UTC')
    await page.keyboard.press('Escape')

    await page.goto(`${server.url}${AROUND}`)
    await cardOf(page, EVENT)
    // Nothing that cannot be told from a normal day has the colour of a direction.
    expect(await page.locator('.card .up, .card .down, .readout .up, .readout .down').count()).toBe(0)
    const coloured = await page
      .locator('.items li')
      .evaluateAll((lines) =>
        lines.filter((line) => line.querySelector('.figures .up, .figures .down')).map((line) => line.textContent),
      )
    expect(coloured.length).toBeGreaterThan(0)
    // A warning about a field that no figure uses, here a volume of the benchmark, marks none.
    for (const part of ['.card', '.items', '.readout'])
      expect(await page.locator(part).textContent()).not.toContain('!')
    for (const line of coloured) expect(line).not.toContain('not distinguishable')
    // A session's items stand together, with its figure once.
    await expect
      .poll(() => page.locator('.items .session').first().textContent(), soon)
      .toContain('2 items, one session')

    // Walking on from event to event is one step of the history.
    const length = await page.evaluate(() => history.length)
    await page.locator('#plot').focus()
    for (let i = 0; i < 5; i++) {
      const before = await addressOf(page)
      await page.keyboard.press(']')
      await expect.poll(() => addressOf(page), soon).not.toBe(before)
    }
    expect(await page.evaluate(() => history.length)).toBe(length + 1)
    // Of thirteen items of one session too, the selected line is whole in the list.
    const beyond = () =>
      page.evaluate(() => {
        const [list, line] = ['.items', '.items [aria-current]'].map((each) => document.querySelector(each))
        const [outer, inner] = [list?.getBoundingClientRect(), line?.getBoundingClientRect()]
        return Math.max((outer?.top ?? 0) - (inner?.top ?? 0), (inner?.bottom ?? 0) - (outer?.bottom ?? 0))
      })
    await expect.poll(beyond, soon).toBeLessThanOrEqual(1)
    await page.locator('.items').evaluate((list) => list.scrollTo(0, 1e6))
    await page.keyboard.press(']')
    await expect.poll(beyond, soon).toBeLessThanOrEqual(1)
    await page.keyboard.press('[')
    await page.goBack()
    await expect.poll(() => addressOf(page), soon).toContain(EVENT)
    await page.keyboard.press('f')
    await page.waitForFunction(() => document.activeElement?.id === 'search')
    await page.keyboard.type('brockman')
    await page.waitForFunction(() => document.querySelectorAll('.items li').length === 3)
    await page.keyboard.press('ArrowDown')
    await page.waitForFunction(() => document.activeElement?.closest('.items'))
    await page.keyboard.press('ArrowUp')
    await page.waitForFunction(() => document.activeElement?.id === 'search')
    await page.keyboard.press('Enter')
    await page.waitForFunction((before) => !location.search.includes(before), EVENT)

    // With Ctrl the wheel is the browser's.
    const before = await addressOf(page)
    await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 100)
    await page.locator('#plot').evaluate((plot) => {
      const turn = new WheelEvent('wheel', { deltaY: 100, ctrlKey: true, bubbles: true, cancelable: true })
      plot.dispatchEvent(turn)
      ;(window as unknown as { prevented: boolean }).prevented = turn.defaultPrevented
    })
    expect(await page.evaluate(() => (window as unknown as { prevented: boolean }).prevented)).toBe(false)
    expect(await addressOf(page)).toBe(before)
    expect(complaints).toEqual([])
  })

  it('a list of a glyph stands inside the screen and off the price; the pointer names a glyph', async () => {
    for (const options of [{}, phone]) {
      const { page } = await open('/t/MSFT?r=2023-10-16..2023-12-15&l=en', options)
      await drawn(page)
      await page.locator('.items li').first().waitFor()
      const stop = page.locator('.rail-stop').first()
      await stop.focus()
      // Along the lane to the crowd of November.
      for (
        let i = 0;
        i < 6 && !/^\S+: \d+ events in view\. \d+ events/.test((await stop.getAttribute('aria-label')) ?? '');
        i++
      )
        await page.keyboard.press('ArrowRight')
      await page.keyboard.press('Enter')
      await page.waitForFunction(() => document.activeElement?.closest('.cluster li'))
      const list = await page.locator('.cluster').boundingBox()
      const rail = await stop.boundingBox()
      const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
      expect(list?.x).toBeGreaterThanOrEqual(0)
      expect((list?.x ?? 0) + (list?.width ?? 0)).toBeLessThanOrEqual(width)
      expect((list?.y ?? 0) + (list?.height ?? 0)).toBeLessThanOrEqual(height)
      expect(list?.y).toBeGreaterThan(rail?.y ?? 0)
      await page.keyboard.press('Escape')
      await page.locator('.cluster').waitFor({ state: 'detached' })
      if (options === phone) continue
      await page.mouse.move((rail?.x ?? 0) + 12, (rail?.y ?? 0) + 12)
      await expect.poll(() => page.locator('.glyph-name').textContent(), soon).toMatch(/events|distinguishable/)
    }
  })

  it('windows and a ruler are moved by hand, by pointer and by keys, and their figures are those of the API', async () => {
    const { page, complaints } = await open(`${AROUND}&est=60.10`)
    await cardOf(page, EVENT)
    const handle = (name: string) => page.getByRole('slider', { name })
    const last = handle('Event window, last session')
    await last.waitFor()
    const percent = (fraction: number) =>
      `${fraction > 0 ? '+' : ''}${(fraction * 100).toFixed(2).replace('-', '−')}\u00a0%`
    const box = (await last.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    const plot = (await page.locator('#plot').boundingBox()) ?? { x: 0, y: 0 }
    // 44 sessions over what the gutter of 100 and the 8 pixels before the first bar leave.
    const bar = ((await page.locator('#plot .canvas').boundingBox())?.width ?? 0) / 44 - 108 / 44
    await page.mouse.move(box.x + 3, box.y + 8)
    await page.mouse.down()
    await page.mouse.move(box.x + 3 + 1.2 * bar, box.y + 8)
    await page.mouse.move(box.x + 3 + 2.1 * bar, box.y + 8)
    await expect.poll(() => last.getAttribute('aria-valuenow'), soon).toBe('3')
    const answer = await page.request.get(
      `${server.url}/api/impacts/${EVENT}?ticker=MSFT&estimation=-70..-11&event=-10..10&windows=-1..3`,
    )
    const { windows, model } = (await answer.json()) as {
      windows: { car: number; tExact: number }[]
      model: { beta: number; r2: number }
    }
    const told = page.getByRole('region', { name: 'Figures of the windows as they are moved' })
    await expect.poll(() => told.textContent(), soon).toContain(`CAR [−1, +3]${percent(windows[0]?.car ?? 0)}`)
    const text = () => told.textContent()
    await expect.poll(text, soon).toContain(`t${(windows[0]?.tExact ?? 0).toFixed(2).replace('-', '−')}`)
    await expect.poll(text, soon).toContain(`β${model.beta.toFixed(2)}`)
    await expect.poll(text, soon).toContain(`R²${model.r2.toFixed(2)}`)
    expect(await addressOf(page)).not.toContain('w=')
    await page.mouse.up()
    await expect.poll(() => addressOf(page), soon).toContain('w=-1..3')
    await expect.poll(() => page.locator('.card tr.asked').textContent(), soon).toContain(percent(windows[0]?.car ?? 0))
    await expect.poll(() => told.count(), soon).toBe(0)

    // The same by keys: what is read out has the figures, and each key is a step that can be taken back.
    const first = handle('Estimation window, first session')
    await first.focus()
    await page.keyboard.press('Shift+ArrowLeft')
    await expect.poll(() => addressOf(page), soon).toContain('est=70.10')
    await expect.poll(() => first.getAttribute('aria-valuetext'), soon).toMatch(/^−80, .* 2023; CAR .*, t .*, p /)
    await page.keyboard.press('Control+z')
    await expect.poll(() => addressOf(page), soon).toContain('est=60.10')
    await page.keyboard.press('Control+z')
    await expect.poll(() => addressOf(page), soon).not.toContain('w=-1..3')

    // A ruler by Shift and drag, and one by keys.
    await page.keyboard.down('Shift')
    await page.mouse.move(plot.x + 200, plot.y + 200)
    await page.mouse.down()
    await page.mouse.move(plot.x + 300, plot.y + 210)
    await page.mouse.move(plot.x + 420, plot.y + 210)
    await page.mouse.up()
    await page.keyboard.up('Shift')
    await expect.poll(() => addressOf(page), soon).toMatch(/ru=2023-\d\d-\d\d\.\.2023-\d\d-\d\d/)
    const [, from, to] = /ru=([\d-]+)\.\.([\d-]+)/.exec(await addressOf(page)) ?? []
    const sessions = await page.request.get(
      `${server.url}/api/abnormal?ticker=MSFT&from=${from}&to=${to}&estimation=-70..-11`,
    )
    const { ar } = (await sessions.json()) as { ar: number[] }
    const sum = ar.slice(1).reduce((all, each) => all + each, 0)
    const ruler = page.getByRole('region', { name: 'Ruler' })
    await expect.poll(() => ruler.textContent(), soon).toContain(`Σ AR${percent(sum)}length${ar.length - 1} sessions`)
    await page.keyboard.press('m')
    await expect.poll(() => addressOf(page), soon).not.toContain('ru=')
    await page.locator('#plot').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('m')
    await expect.poll(() => addressOf(page), soon).toContain('ru=2023-10-16..2023-10-16')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Ruler, other end')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => addressOf(page), soon).toContain('ru=2023-10-16..2023-10-17')
    expect(complaints).toEqual([])
  })
})
