import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../server/running.ts'
import { violationsOf } from './axe.ts'
import { addressOf, browserPath, drawn, openBrowser, openPage, phone, soon } from './browser.ts'

/** Lines of the bundled file of events, its header among them: the grid has a row for each. */
const lines = readFileSync(join(import.meta.dirname, '..', '..', 'db', 'sample', 'events.csv'), 'utf8')
  .trimEnd()
  .split('\n')

describe.skipIf(browserPath === null)('the events page', () => {
  let server: Running
  let browser: Browser
  beforeAll(async () => {
    server = await startServer()
    browser = await openBrowser()
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  it('every event is in the grid, and keys lead through it with the focus on a cell', async () => {
    const { page, complaints } = await openPage(browser)
    await page.goto(`${server.url}/events`)
    const grid = page.getByRole('grid', { name: 'Events' })
    await grid.getByRole('row', { name: /GPT-4 released/ }).waitFor()
    await expect.poll(() => grid.getAttribute('aria-rowcount'), soon).toBe(String(lines.length))
    expect(await violationsOf(page)).toEqual([])
    await grid.getByRole('gridcell', { name: /^Microsoft reports FY23 Q1 results/ }).focus()
    await page.keyboard.press('Control+End')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('aria-rowindex')), soon)
      .toBe(String(lines.length))
    await page.keyboard.press('Home')
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-cell')?.endsWith(' chosen'))
    await page.keyboard.press('Space')
    await expect.poll(() => grid.getByRole('row', { selected: true }).count(), soon).toBe(1)
    await page.keyboard.press('Escape')
    await expect.poll(() => grid.getByRole('row', { selected: true }).count(), soon).toBe(0)
    await page.getByRole('searchbox', { name: 'Search' }).fill('OPENAI boar')
    await grid.getByRole('row', { name: /OpenAI board removes Sam Altman/ }).waitFor()
    await page.getByRole('button', { name: /^proposed/ }).click()
    await page.getByText('No event meets this.').waitFor()
    await expect.poll(() => addressOf(page), soon).toContain('st=proposed')
    await page.goBack()
    await grid.getByRole('row', { name: /OpenAI board removes Sam Altman/ }).waitFor()
    expect(complaints).toEqual([])
  })

  it('a cell is written by keyboard, a refusal says why beside it, and Ctrl-Z takes back what was stored', async () => {
    const { page } = await openPage(browser)
    await page.goto(`${server.url}/events`)
    const focus = () => page.evaluate(() => document.activeElement?.getAttribute('data-cell'))
    await page.getByRole('gridcell', { name: /^GPT-4 released/ }).focus()
    await page.keyboard.press('F2')
    await page.getByRole('textbox', { name: /^Title of GPT-4/ }).waitFor()
    await page.keyboard.type('GPT-4 is out')
    await page.keyboard.press('Tab')
    await page.getByRole('row', { name: /GPT-4 is out/ }).waitFor()
    await expect.poll(focus, soon).toMatch(/^\d+ title$/)
    await page.keyboard.press('ArrowLeft')
    await expect.poll(focus, soon).toMatch(/^\d+ time$/)
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: /^Published of/ }).waitFor()
    await page.keyboard.type('yesterday')
    await page.keyboard.press('Enter')
    await page.getByText(/^This is no time that can be read\. Write it like 2023-11-17/).waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('textbox', { name: /^Published of/ }).fill('2024-02-31')
    await page.keyboard.press('Enter')
    await page.getByText('There is no such day: 2024-02 has 29 days.').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(focus, soon).toMatch(/^\d+ time$/)
    await page.keyboard.press('Control+z')
    await page.getByRole('row', { name: /GPT-4 released/ }).waitFor()
    await page.getByRole('gridcell', { name: /^GPT-4 released/ }).focus()
    await page.keyboard.press('Delete')
    await page.getByRole('alertdialog', { name: 'Delete this event?' }).waitFor()
    await page.getByRole('button', { name: 'Delete', exact: true }).press('Enter')
    await page.getByText('48 events').waitFor()
    await expect.poll(focus, soon).toMatch(/^\d+ title$/)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('49 events').waitFor()
  })

  it('a double click on a title writes it, and one click opens the event', async () => {
    const { page } = await openPage(browser)
    await page.goto(`${server.url}/events`)
    const title = page.locator('.rows .title a', { hasText: 'GPT-4 released' })
    // Both clicks in one turn: between those of the driver a busy machine may put more time than a second click has.
    const clickTwice = () =>
      title.evaluate((link) => {
        for (const [type, detail] of [['click', 1] as const, ['click', 2] as const, ['dblclick', 2] as const])
          link.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, detail }))
      })
    await clickTwice()
    // Its name follows the title that is stored, which another changes below.
    const field = page.getByRole('textbox', { name: /^Title of GPT-4/ })
    await field.waitFor()
    // A first click leads to the event unless a second one follows.
    expect(new URL(await addressOf(page)).pathname).toBe('/events')
    // Another writer was quicker: both titles are shown, and the person says which it is.
    const id = 'openai-20230314-gpt4'
    const put = (body: object) =>
      fetch(`${server.url}/api/events/${id}`, {
        method: 'PUT',
        headers: { 'X-Aftershock': '1', 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
    const { title: before } = (await (await fetch(`${server.url}/api/events/${id}`)).json()) as { title: string }
    await put({ title: 'GPT-4 by another', notes: 'kept' })
    await field.fill('GPT-4 by me')
    await field.press('Enter')
    await page.getByText('Stored meanwhile by another: “GPT-4 by another”.').waitFor()
    await expect.poll(() => field.inputValue(), soon).toBe('GPT-4 by me')
    await page.getByRole('button', { name: 'Store mine' }).click()
    await page.locator('.rows .title a', { hasText: 'GPT-4 by me' }).waitFor()
    await field.waitFor({ state: 'detached' })
    expect(await (await fetch(`${server.url}/api/events/${id}`)).json()).toMatchObject({
      title: 'GPT-4 by me',
      notes: 'kept',
    })
    await put({ title: before, notes: '' })
    await title.waitFor()
    await clickTwice()
    await field.press('Escape')
    await field.waitFor({ state: 'detached' })
    await title.click()
    await page.waitForURL('**/e/*')
  })

  it('a file is told of line by line before anything is stored, and then stored without what is wrong', async () => {
    const { page } = await openPage(browser)
    await page.goto(`${server.url}/events`)
    const lines = ['title,public_at,tickers', 'A line of mine,2023-11-17,MSFT', 'Another,17/11/2023,MSFT']
    await page.locator('input[type=file]').setInputFiles({
      name: 'mine.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(lines.join('\n')),
    })
    await page.getByText('The file would be refused as a whole: 1 error.').waitFor()
    expect(await page.getByRole('row', { name: /^3 error public_at/ }).textContent()).toContain('E_TIME_FORMAT')
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Leave out what is wrong' }).click()
    await page.getByText(/^Would store: 1 new/).waitFor()
    await page.getByText('49 events').waitFor()
    await page.getByRole('button', { name: 'Store it' }).click()
    await page.getByText('50 events').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('49 events').waitFor()
    // A feed names no ticker: the reader says whose it is.
    const item = '<item><title>A</title><guid>1</guid><pubDate>Tue, 06 Feb 2024 09:00:00 EST</pubDate></item>'
    await page.locator('input[type=file]').setInputFiles({
      name: 'feed.xml',
      mimeType: 'application/rss+xml',
      buffer: Buffer.from(`<rss version="2.0"><channel><title>F</title>${item}</channel></rss>`),
    })
    await page.getByText('Read as feed.').waitFor()
    await page.getByText('W_NO_TICKER').waitFor()
    await page.getByRole('textbox', { name: 'Whose they are, where the file does not say' }).fill('MSFT')
    await page.getByRole('button', { name: 'Look again' }).click()
    await page.getByText('W_NO_TICKER').waitFor({ state: 'detached' })
    await page.getByText(/^Would store: 1 new/).waitFor()
  })

  it('an article becomes events that a person confirms, one by one, once somebody says when it was published', async () => {
    const { page, complaints } = await openPage(browser)
    await page.goto(`${server.url}/events`)
    const text = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'articles', 'twice.txt'), 'utf8')
    const file = { name: 'twice.txt', mimeType: 'text/plain', buffer: Buffer.from(text) }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByText(/^Nobody says when this was published/).waitFor()
    await page.getByLabel('Published on').fill('2023-11-20')
    await page.getByRole('button', { name: 'Read again' }).click()
    const chip = page.locator('.chip.date', { hasText: 'Sehari sebelum pertikaian OpenAI' })
    await chip.waitFor()
    await expect.poll(() => chip.textContent(), soon).toContain('16 Nov 2023')
    // What was said on that evening was printed on Monday: no price before could know it.
    const later = page.locator('.caution', { hasText: 'Perhaps afr-20231116-two-feet-interview' })
    await expect
      .poll(() => later.textContent(), soon)
      .toMatch(/17 Nov 2023.*public only on.*20 Nov 2023.*could not know it/)
    await page.getByRole('button', { name: /^Confirm Sehari sebelum/ }).click()
    await page.getByText('Confirmed and stored.').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('link', { name: 'Events', exact: true }).click()
    await page.getByText('50 events').waitFor()
    await page.getByRole('link', { name: /^Sehari sebelum/ }).click()
    await page.getByRole('heading', { name: 'What it did' }).waitFor()
    await page.getByText(/^On 16 Nov 2023 MSFT returned/).waitFor()
    // The article is beside the event that was made of it, its sentence underlined.
    const itsText = page.getByRole('region', { name: 'The article' })
    await itsText.locator('mark', { hasText: 'Sehari sebelum pertikaian OpenAI' }).waitFor()
    expect(await itsText.locator('mark').allTextContents()).not.toContain(expect.stringContaining('Sehari kemudian'))
    expect(await violationsOf(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('words of an article that are bound to an event date what counts from it, and stay bound', async () => {
    const { page, complaints } = await openPage(browser)
    await page.goto(`${server.url}/e/openai-20231117-altman-ousted`)
    const its = page.getByRole('region', { name: 'The article' })
    await its.getByText('Read an article beside it').click()
    const text =
      'Sehari sebelum sandiwara itu, Satya Nadella memuji OpenAI. Tiga hari setelah sandiwara itu ia merekrut Altman.'
    await its.getByLabel('Text', { exact: true }).fill(text)
    await its.getByRole('textbox', { name: 'Published' }).fill('2023-11-27')
    await its.getByRole('combobox', { name: 'Language' }).selectOption('id')
    await its.getByRole('button', { name: 'Read', exact: true }).click()
    await its.getByText('0 dates count from this event.').waitFor()
    const phrase = its.getByRole('textbox', { name: 'Words that stand for this event' })
    await phrase.fill('dagelan itu')
    await phrase.press('Enter')
    await its.getByText('The text does not hold these words.').waitFor()
    // What is selected in the text is what would be bound.
    await its.getByText('Sehari sebelum').evaluate((node) => {
      const words = document.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode() as Text
      getSelection()?.setBaseAndExtent(words, 15, words, 28)
    })
    await expect.poll(() => phrase.inputValue(), soon).toBe('sandiwara itu')
    await phrase.press('Enter')
    await its.getByText('2 dates count from this event.').waitFor()
    const days = () => its.locator('.counted li').allTextContents()
    await expect
      .poll(days, soon)
      .toEqual([
        expect.stringMatching(/Sehari sebelum sandiwara itu.*16 Nov 2023/),
        expect.stringMatching(/Tiga hari setelah sandiwara itu.*20 Nov 2023/),
      ])
    expect(await violationsOf(page)).toEqual([])
    await page.reload()
    await its.getByText('2 dates count from this event.').waitFor()
    await its.getByRole('button', { name: 'Unbind sandiwara itu' }).click()
    await its.getByText('0 dates count from this event.').waitFor()
    await its.getByRole('button', { name: 'Put the article away' }).click()
    await its.getByText('Read an article beside it').waitFor()
    expect(complaints).toEqual([])
  })

  it('a note on the chart becomes an event with one key, and an open chart learns of changes by itself', async () => {
    const { page, complaints } = await openPage(browser)
    await page.goto(`${server.url}/t/MSFT?r=2023-11-01..2023-12-15`)
    // The page comes drawn: keys are heard once the chart is.
    await drawn(page)
    await page.locator('#plot').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('n')
    await expect.poll(() => page.getByLabel('Published', { exact: true }).inputValue(), soon).toBe('2023-11-01')
    expect(await violationsOf(page)).toEqual([])
    await page.waitForFunction(() => document.activeElement?.matches('.event-form input'))
    await page.keyboard.type('A note of mine')
    await page.keyboard.press('Enter')
    const listed = page.getByRole('complementary', { name: 'Events' })
    await listed.getByText('A note of mine').waitFor()
    await page.waitForFunction(() => document.activeElement?.id === 'plot')
    const { events } = (await (await fetch(`${server.url}/api/events?q=note%20of%20mine`)).json()) as {
      events: { event_id: string }[]
    }
    await fetch(`${server.url}/api/events/${events[0]?.event_id}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'X-Aftershock': '1' },
      body: JSON.stringify({ title: 'Put right by another' }),
    })
    await listed.getByText('Put right by another').waitFor()
    expect(complaints).toEqual([])
  })

  it('two events that may be one story are told with why, joined, told apart again by undo, and left apart', async () => {
    const { page, complaints } = await openPage(browser)
    const body = [
      'event_id,title,public_at,tickers,type,source_name',
      'wire,Microsoft to buy Nimbus Robotics,2024-02-06T09:31:00-05:00,MSFT,deal.agreement,Wire',
      'paper,Microsoft to buy Nimbus Robotics for cash,2024-02-06T15:40:00-05:00,MSFT,deal.agreement,Paper',
    ].join('\n')
    const headers = { 'Content-Type': 'text/csv', 'X-Aftershock': '1' }
    await fetch(`${server.url}/api/events`, { method: 'POST', headers, body })
    await page.goto(`${server.url}/events?q=nimbus&o=desc`)
    const grid = page.getByRole('grid', { name: 'Events' })
    await grid.getByRole('row', { name: /Nimbus Robotics for cash/ }).waitFor()
    const titles = () => grid.locator('.rows .title a').allTextContents()
    await expect
      .poll(titles, soon)
      .toEqual(['Microsoft to buy Nimbus Robotics for cash', 'Microsoft to buy Nimbus Robotics'])
    await grid.getByRole('link', { name: /show the earliest first/ }).click()
    await page.waitForURL((url) => !url.search.includes('o='))
    await expect.poll(async () => (await titles())[0], soon).toBe('Microsoft to buy Nimbus Robotics')
    await expect
      .poll(() => page.getByRole('columnheader', { name: /Published/ }).getAttribute('aria-sort'), soon)
      .toBe('ascending')
    await page.getByRole('button', { name: /^Duplicates/ }).click()
    const pair = page.locator('.story-review li', { hasText: 'for cash' })
    await pair.waitFor()
    await expect.poll(() => pair.textContent(), soon).toMatch(/microsoft, .*nimbus/)
    expect(await violationsOf(page)).toEqual([])
    await pair.getByRole('button', { name: /^One story/ }).click()
    await expect
      .poll(async () => (await (await fetch(`${server.url}/api/events/paper`)).json()).status, soon)
      .toBe('rejected')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect
      .poll(async () => (await (await fetch(`${server.url}/api/events/paper`)).json()).status, soon)
      .toBe('confirmed')
    for (const id of ['wire', 'paper'])
      await fetch(`${server.url}/api/events/${id}`, { method: 'DELETE', headers: { 'X-Aftershock': '1' } })
    expect(complaints).toEqual([])
  })

  it('is a list on a phone, in Indonesian', async () => {
    const { page, complaints } = await openPage(browser, phone)
    await page.goto(`${server.url}/events?l=id&st=proposed`)
    await page.getByText('Tidak ada peristiwa yang cocok').waitFor()
    await page.getByRole('button', { name: 'Tampilkan semua' }).click()
    await page.getByRole('row', { name: /ChatGPT launch/ }).waitFor()
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth), soon).toBe(390)
    expect(await violationsOf(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('breaks a title of one long word wherever it stands, and nothing goes sideways', async () => {
    const word = 'Akuntabilitas'.repeat(20)
    await fetch(`${server.url}/api/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/csv', 'X-Aftershock': '1' },
      body: `event_id,title,public_at,tickers\none-word,${word},2024-03-05T10:00:00-05:00,MSFT\n`,
    })
    for (const javaScriptEnabled of [true, false]) {
      const { page } = await openPage(browser, { ...phone, javaScriptEnabled })
      for (const path of [
        '/e/one-word',
        '/t/MSFT?r=2024-03-01..2024-03-10&ev=one-word',
        '/events?q=Akuntabilitas',
        '/?r=2024-03-01..2024-03-10',
      ]) {
        await page.goto(server.url + path)
        const told = page.locator('main').getByText(word)
        await told.first().waitFor({ state: 'attached' })
        const places = await told.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().right))
        expect([path, Math.max(...places) <= 390]).toEqual([path, true])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
      }
      await page.context().close()
    }
    await fetch(`${server.url}/api/events/one-word`, { method: 'DELETE', headers: { 'X-Aftershock': '1' } })
  })
})
