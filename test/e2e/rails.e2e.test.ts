import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../server/running.ts'
import { violationsOf } from './axe.ts'
import { browserPath, drawn, openBrowser, openPage, soon } from './browser.ts'

/** Two dates without an hour, what lasted, and what is known to the week and the month only. */
const events = `event_id,title,public_at,occurred_until,tickers,type
dated,A date without an hour,2023-11-08,,MSFT,deal
outage,An outage that lasted,2023-10-24T14:00:00-04:00,2023-11-03,MSFT,product
strike,A strike over the outage,2023-10-26,2023-12-08,MSFT,other
inquiry,An inquiry in November,2023-11,,MSFT,regulation
review,A review after the outage,2023-W47,,MSFT,deal
morning,A suit in the morning,2023-12-06T10:00:00-05:00,,MSFT,legal
noon,A suit at noon,2023-12-06T12:00:00-05:00,,MSFT,legal
`

describe.skipIf(browserPath === null)('the rails', () => {
  let server: Running
  let browser: Browser
  let page: Page
  let complaints: readonly string[]
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(), openBrowser()])
    const answer = await fetch(`${server.url}/api/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/csv', Origin: server.url },
      body: events,
    })
    expect(answer.status).toBe(200)
    ;({ page, complaints } = await openPage(browser))
    await page.goto(`${server.url}/t/MSFT?r=2023-10-16..2023-12-15&l=en`)
    await drawn(page)
    await page.locator('.items li').first().waitFor()
  })
  /** Without what the browser says of a test that reads the canvas. */
  const said = () => complaints.filter((text) => !text.includes('getImageData'))
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  it('what lasted is named by the pointer, walked by the keyboard and chosen by a press; its rows are packed', async () => {
    await expect.poll(() => page.locator('.pane-name').allTextContents(), soon).toContain('Periods')
    const stop = page.getByRole('button', { name: /^Periods: 4 events in view/ })
    const place = async () => {
      const box = await stop.boundingBox()
      return { x: (box?.x ?? 0) + 12, y: (box?.y ?? 0) + 12 }
    }
    await stop.focus()
    const rows: number[] = []
    for (const title of ['An outage', 'A strike', 'An inquiry', 'A review']) {
      await expect.poll(() => stop.getAttribute('aria-label'), soon).toContain(title)
      const { x, y } = await place()
      rows.push(y)
      await page.mouse.move(x, y)
      await expect.poll(() => page.locator('.glyph-name').textContent(), soon).toContain(title)
      await page.keyboard.press('ArrowRight')
    }
    // The review begins after the outage: it has its row again.
    const [outage = 0, strike = 0, inquiry = 0, review = 0] = rows
    expect([strike > outage, inquiry > strike, review === outage]).toEqual([true, true, true])
    const { x, y } = await place()
    await page.mouse.click(x, y)
    await page.waitForURL(/ev=review/)
    await expect.poll(() => page.locator('.card h2').textContent(), soon).toBe('A review after the outage')
    await page.locator('.card .caution').waitFor()
    await expect.poll(() => page.locator('.items [aria-current] .figures').textContent(), soon).toBe('not computable')
    // What began before the range is in its list while a part of it is in sight.
    await page.goto(`${server.url}/t/MSFT?r=2023-11-27..2023-12-15&l=en`)
    await page.locator('.items').getByText('A strike over the outage').waitFor()
    expect(await page.locator('.items').getByText('An outage that lasted').count()).toBe(0)
  })

  it('what one session had is named by that session, and a week is listed with its days', async () => {
    await page.goto(`${server.url}/t/MSFT?r=2023-10-16..2023-12-15&l=en`)
    await drawn(page)
    const suits = page.getByRole('button', { name: 'Legal: 2 events in view. 2 events, 6 Dec', exact: true })
    await suits.press('Enter')
    await page.getByRole('group', { name: '2 events, 6 Dec', exact: true }).waitFor()
    await page.keyboard.press('Escape')
    const when = page.locator('.items button', { hasText: 'A review after the outage' }).locator('.when')
    await expect.poll(() => when.textContent(), soon).toBe('20 Nov 2023 – 26 Nov 2023')
  })

  it('a date without an hour is on the chart of the hours too', async () => {
    await page.goto(`${server.url}/t/MSFT?i=1h&r=2023-11-16..2023-11-22&l=en`)
    await drawn(page)
    await page.getByRole('button', { name: /^Periods: 3 events in view/ }).waitFor({ state: 'attached' })
    expect(complaints).toEqual([])
  })

  it('what is distinguishable only is so in the list, on the rails and in the pane of abnormal returns', async () => {
    await page.goto(`${server.url}/t/MSFT?r=2023-10-16..2023-12-15&l=en`)
    await drawn(page)
    await page.locator('.items li').first().waitFor()
    await expect.poll(() => page.locator('.items li').count(), soon).toBeGreaterThan(10)
    /** Columns of pixels of the pane of abnormal returns that hold anything but its ground and its zero line. */
    const inked = () =>
      page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('#plot .canvas canvas')
        const context = canvas?.getContext('2d')
        const name = [...document.querySelectorAll('.pane-name.inside')].at(-1)?.getBoundingClientRect()
        const box = canvas?.getBoundingClientRect()
        if (context == null || name === undefined || box === undefined) return -1
        const top = Math.round((name.bottom - box.top + 4) * devicePixelRatio)
        const { width, height, data } = context.getImageData(0, top, Math.round(900 * devicePixelRatio), 50)
        let columns = 0
        for (let x = 0; x < width; x++) {
          let dark = 0
          for (let y = 0; y < height; y++) {
            const at = (y * width + x) * 4
            if ((data[at] ?? 255) + (data[at + 1] ?? 255) + (data[at + 2] ?? 255) < 500) dark++
          }
          if (dark > 2) columns++
        }
        return columns
      })
    await expect.poll(inked, soon).toBeGreaterThan(0)
    const all = await inked()
    await page.getByRole('button', { name: 'Distinguishable only' }).click()
    await page.waitForURL(/s=sig/)
    await expect.poll(() => page.locator('.items li').count(), soon).toBe(1)
    await expect.poll(inked, soon).toBeLessThan(all / 2)
    expect(await inked()).toBeGreaterThan(0)
  })

  it('the lane of world events is switched on, kept in the address, walked by keys and measured, and gone again', async () => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(`${server.url}/t/MSFT?r=2023-10-16..2023-12-15&l=en`)
    await drawn(page)
    await page.locator('.items li').first().waitFor()
    expect(asked.filter((url) => url.includes('/api/world'))).toEqual([])
    const names = () => page.locator('.pane-name').allTextContents()
    expect(await names()).not.toContain('World')
    const toggle = page.getByRole('button', { name: 'World', exact: true })
    await toggle.focus()
    await page.keyboard.press('Space')
    await page.waitForURL(/c=gov,deal,prod,legal,macro,earn,other,world/)
    // By the bundled table: two central banks in October, four events in November, four in December.
    const stop = page.getByRole('button', { name: /^World: 10 events in view/ })
    await stop.waitFor()
    await expect.poll(names, soon).toContain('World')
    await stop.focus()
    await page.keyboard.press('Home')
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
    await expect.poll(() => stop.getAttribute('aria-label'), soon).toContain('US consumer prices')
    const box = await stop.boundingBox()
    await page.mouse.move((box?.x ?? 0) + 12, (box?.y ?? 0) + 12)
    await expect.poll(() => page.locator('.glyph-name').textContent(), soon).toContain('US consumer prices')
    await stop.press('Enter')
    await page.waitForURL(/ev=world:us-cpi-2023-11-14/)
    await page.locator('.card .finding', { hasText: 'On 14 Nov 2023 MSFT returned' }).waitFor()
    const figure = await page.request.get(`${server.url}/api/figures/MSFT.svg?r=2023-10-16..2023-12-15&c=world`)
    expect(await figure.text()).toContain('US consumer prices')
    await page.reload()
    await stop.waitFor()
    await toggle.click()
    await page.waitForURL((url) => !url.search.includes('c='))
    await stop.waitFor({ state: 'detached' })
    expect(said()).toEqual([])
  })

  it('what else may have moved the price is on the card, and left out where the reader says so', async () => {
    const event = 'openai-20231117-altman-ousted'
    await page.goto(`${server.url}/t/MSFT?r=2023-10-16..2023-12-15&l=en&w=-5..5&ev=${event}`)
    const card = page.locator('.card')
    await card.getByText('15 Nov 2023').first().waitFor()
    await expect.poll(() => card.locator('.confounders').textContent(), soon).toContain('dividend: 0.75')
    await card.getByRole('checkbox', { name: 'Leave these sessions out' }).check()
    await page.waitForURL(/mk=c/)
    const answer = await page.request.get(
      `${server.url}/api/impacts/${event}?ticker=MSFT&estimation=-260..-11&event=-10..10&windows=-5..5&mask=confounders`,
    )
    const masked = (await answer.json()) as {
      model: { M: number }
      without_confounders: { windows: { car: number }[]; left_out: { session: string }[] }
    }
    const car = (100 * (masked.without_confounders.windows[0]?.car ?? 0)).toFixed(2).replace('-', '−')
    await expect.poll(() => card.locator('.confounders table').textContent(), soon).toContain(`${car}\u00a0%`)
    await expect
      .poll(() => card.locator('.confounders').textContent(), soon)
      .toContain(`${masked.model.M} sessions are left`)
    const note = page.getByText('Abnormal returns are estimated without confounders.')
    await note.waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.goto(`${server.url}/e/${event}?mk=c&w=-5..5&l=en`)
    await page.locator('.multiple .confounders table', { hasText: 'without 14 Nov, 15 Nov' }).waitFor()
    // The share's own other news of the windows stands here too, each with a way to its page.
    const others = page.locator('.multiple .confounders details', {
      hasText: 'Other events of the ticker in the event window',
    })
    await others.locator('a[href^="/e/"]').first().waitFor({ state: 'attached' })
    await page.getByRole('checkbox', { name: 'Leave these sessions out' }).uncheck()
    await page.waitForURL((url) => !url.search.includes('mk='))
    expect(said()).toEqual([])
  })
})
