import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../server/running.ts'
import { violationsOf } from './axe.ts'
import { addressOf, browserPath, drawn, openBrowser, openPage, phone, soon, wordsOf } from './browser.ts'

/** A session of −5.34 % that no stored event hit, and one on which nothing happened. */
const [LOUD, QUIET] = ['2023-01-04', '2023-01-11']
const AROUND = '/t/MSFT?r=2022-12-01..2023-02-01&l=en'

interface Answer {
  readonly date: readonly string[]
  readonly ar: readonly (number | null)[]
  readonly verdict: readonly (string | null)[]
}

describe.skipIf(browserPath === null)('abnormal returns of every session on the chart', () => {
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
    await drawn(watched.page)
    return watched
  }
  const cardOf = (page: Page, date: string) => page.locator(`[data-session="${date}"]`)
  const percent = (fraction: number) => `${(fraction * 100).toFixed(2).replace('-', '−')}`

  it('readout, table and card of a session say what the server says; a click and the keyboard open the card', async () => {
    const { page, complaints } = await open(AROUND)
    const asked = `${server.url}/api/abnormal?ticker=MSFT&from=2022-12-01&to=2023-02-01`
    const { date, ar, verdict } = (await (await page.request.get(asked)).json()) as Answer
    const at = date.indexOf(LOUD)
    const told = percent(ar[at] ?? 0)
    expect(told).toBe('−5.34')
    expect(verdict[at]).toBe('no candidate')
    expect(verdict.filter((each) => each === 'no candidate')).toHaveLength(1)

    // The stop of the keyboard walks along what no event explains.
    const stop = page.getByRole('button', { name: /^AR: no event known \(1\)\. 4 Jan 2023, AR −5\.34/ })
    await stop.waitFor()
    await stop.press('Enter')
    await cardOf(page, LOUD).waitFor()
    const text = wordsOf(cardOf(page, LOUD))
    for (const told of [
      'The −5.34 % difference is distinguishable from a normal day at the 5 % level',
      'this one still stands out',
      'That is no proof that there was none',
    ])
      await expect.poll(text, soon).toContain(told)
    expect(new URL(await addressOf(page)).searchParams.get('se')).toBe(LOUD)
    await expect.poll(() => page.locator('.readout .when').textContent(), soon).toContain('Wed 4 Jan 2023')
    await expect.poll(wordsOf(page.locator('.readout')), soon).toContain('AR−5.34 %')

    // Other models are a press away, and one question.
    const questions: string[] = []
    page.on('request', (request) => void questions.push(new URL(request.url()).pathname))
    await cardOf(page, LOUD).getByRole('button', { name: 'Compute' }).click()
    const rows = cardOf(page, LOUD).locator('tbody tr')
    await expect.poll(() => rows.count(), soon).toBe(15)
    await expect.poll(() => rows.nth(2).textContent(), soon).toMatch(/^Market model250−5\.34/)
    expect(questions).toEqual([`/api/abnormal/${LOUD}/models`])
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    await cardOf(page, LOUD).waitFor({ state: 'detached' })
    expect(new URL(await addressOf(page)).searchParams.has('se')).toBe(false)

    // Enter on a bar without an event opens its session, a click on its abnormal return too.
    await page.locator('#plot').focus()
    await page.keyboard.press('Home')
    const when = () => page.locator('.readout .when').textContent()
    await expect.poll(when, soon).toContain('1 Dec 2022')
    for (let at = await when(); !at?.includes('11 Jan'); at = await when()) {
      await page.keyboard.press('ArrowRight')
      await expect.poll(when, soon).not.toBe(at)
    }
    await page.keyboard.press('Enter')
    await cardOf(page, QUIET).waitFor()
    await expect.poll(() => cardOf(page, QUIET).textContent(), soon).toContain('nothing out of the ordinary')
    const box = (await page.locator('#plot').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    const stopped = (await stop.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    await page.mouse.click(stopped.x + stopped.width / 2 + 5, box.y + box.height - 60)
    await cardOf(page, LOUD).waitFor()

    await page.keyboard.press('t')
    const cells = page.locator('.price-table tbody tr')
    await cells.first().waitFor()
    const shown = async () => {
      const texts = await cells.evaluateAll((all) => all.map((row) => row.querySelectorAll('td')[7]?.textContent ?? ''))
      return texts.map((text) => text.replace(/[\u00a0 %†!~‡⊘]|^\+/g, '')).reverse()
    }
    await expect.poll(shown, soon).toEqual(ar.map((value) => (value === null ? '–' : percent(value))))
    expect(complaints).toEqual([])
  })

  it('a session has one abnormal return, in the list, the table, the readout and the card, whatever is selected', async () => {
    for (const event of ['openai-20231117-altman-ousted', 'openai-20231129-msft-observer']) {
      const { page } = await open(`/t/MSFT?r=2023-10-16..2023-12-15&l=en&ev=${event}`)
      await page.locator('.card .finding').waitFor()
      await page.getByRole('button', { name: 'Table' }).click()
      const rows = page.locator('.price-table tbody tr')
      await rows.first().waitFor()
      /** AR by the title of an event, of the table and of the list, where a session's figure stands once for all of it. */
      const ofTable = () =>
        rows.evaluateAll((all) =>
          all.flatMap((row) =>
            [...row.querySelectorAll('td:last-child a, td:last-child button')].map(({ textContent }) => [
              textContent,
              row.querySelector('[data-of="AR"]')?.textContent?.replace(/^AR/, '').trim(),
            ]),
          ),
        )
      const ofList = () =>
        page.locator('.items li').evaluateAll((all) => {
          let shared = ''
          return all.map((line) => {
            const own = line.querySelector('.figures .number')?.textContent ?? shared
            if (line.querySelector('.session') !== null) shared = own
            return [line.querySelector('.title')?.textContent, own.replace(/^AR/, '').trim()]
          })
        })
      await expect.poll(async () => (await ofList()).length, soon).toBe(22)
      const sorted = (lines: readonly unknown[]) => lines.map(String).sort()
      await expect.poll(async () => sorted(await ofTable()), soon).toEqual(sorted(await ofList()))
      const told = new Map((await ofList()).map(([title, ar]) => [title, ar]))
      const chosen = (await page.locator('.card h2').textContent()) ?? ''
      await expect.poll(wordsOf(page.locator('.readout')), soon).toContain(told.get(chosen)?.replaceAll('\u00a0', ' '))
      await expect.poll(wordsOf(page.locator('.card')), soon).toContain(told.get(chosen)?.replaceAll('\u00a0', ' '))
      await page.context().close()
    }
  })

  it('the card of a session with events names them, as the server does', async () => {
    const { page, complaints } = await open('/t/MSFT?r=2023-10-01..2023-12-31&se=2023-10-25&l=en')
    const asked = `${server.url}/api/abnormal?ticker=MSFT&from=2023-10-25&to=2023-10-25`
    const { verdict, events } = (await (await page.request.get(asked)).json()) as Answer & { events: string[][] }
    expect([verdict, events]).toEqual([['event'], [['msft-20231024-fy24q1']]])
    const card = cardOf(page, '2023-10-25')
    await card.getByText('One event known').waitFor()
    await expect.poll(() => card.locator('a[href*="/e/msft-20231024-fy24q1"]').count(), soon).toBe(1)
    expect(await card.textContent()).not.toMatch(/No event/i)
    expect(complaints).toEqual([])
  })

  it('an event tells other settings and its bars when they are wanted; a phone shows the session in its sheet', async () => {
    const { page, complaints } = await open('/t/MSFT?ev=openai-20231117-altman-ousted&r=2023-10-16..2023-12-15&l=id')
    await page.locator('.card .finding').waitFor()
    await page.getByText('Dengan pengaturan lain, dan batang demi batang').click()
    await page.getByRole('button', { name: 'Hitung' }).first().click()
    await expect.poll(() => page.locator('.card').textContent(), soon).toContain('Dapat dibedakan dalam')
    expect(complaints).toEqual([])

    const small = await open(`${AROUND}&se=${LOUD}`, phone)
    await cardOf(small.page, LOUD).waitFor()
    expect(await violationsOf(small.page)).toEqual([])
    expect(small.complaints).toEqual([])
  })
})
