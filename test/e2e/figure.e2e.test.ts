import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../server/running.ts'
import { violationsOf } from './axe.ts'
import { addressOf, browserPath, drawn, openBrowser, openPage, phone, soon } from './browser.ts'

const EVENT = 'openai-20231117-altman-ousted'
const AROUND = `/t/MSFT?r=2023-10-16..2023-12-15&ev=${EVENT}&l=en`

describe.skipIf(browserPath === null)('the figure menu', () => {
  let server: Running
  let browser: Browser
  beforeAll(async () => {
    ;[server, browser] = await Promise.all([startServer(), openBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  it('gives the figure as PNG, SVG and HTML, copies sentence and citations, and closes as menus do', async () => {
    const { page, complaints } = await openPage(browser, {
      acceptDownloads: true,
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await page.goto(server.url + AROUND)
    await page.locator(`[data-event="${EVENT}"] .finding`).waitFor()
    await drawn(page)
    const [opener, menu] = [page.getByRole('button', { name: 'Figure' }), page.locator('#figure')]
    const address = await addressOf(page)
    const starts = { png: '\u0089PNG', svg: '<svg ', html: '<!doctype html>' }
    for (const [type, start] of Object.entries(starts)) {
      await opener.click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        menu.getByRole('link', { name: new RegExp(`^${type}`, 'i') }).click(),
      ])
      expect(download.suggestedFilename()).toBe(`MSFT.${type}`)
      const file = join(server.folder, `MSFT.${type}`)
      await download.saveAs(file)
      expect((await readFile(file)).toString('latin1').startsWith(start)).toBe(true)
      await menu.waitFor({ state: 'hidden' })
    }
    const finding = await page.locator('.card .finding').textContent()
    for (const [name, expected] of [
      ['Copy the finding', finding?.trim().slice(0, 60)],
      ['Copy the citation', 'Aftershock. Source:'],
      ['Copy the citation for BibTeX', '@misc{aftershock-'],
      ['Copy the citation for reference managers (RIS)', 'TY  - ELEC'],
    ] as const) {
      await opener.click()
      await menu.getByRole('button', { name, exact: true }).click()
      await menu.waitFor({ state: 'hidden' })
      const copied = async () => (await page.evaluate(() => navigator.clipboard.readText())).replaceAll('\u00a0', ' ')
      await expect.poll(copied, soon).toContain(expected?.replaceAll('\u00a0', ' '))
    }
    // By Escape, by a press elsewhere, and by its own button; the selected event stays selected.
    await opener.click()
    await menu.waitFor()
    expect(await violationsOf(page)).toEqual([])
    const cut = await menu
      .locator('button')
      .evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent))
    expect(cut).toEqual([])
    await page.keyboard.press('Escape')
    await menu.waitFor({ state: 'hidden' })
    await opener.click()
    await menu.waitFor()
    await page.locator('.top-bar .tagline').click()
    await menu.waitFor({ state: 'hidden' })
    await opener.click()
    await menu.waitFor()
    await opener.click()
    await menu.waitFor({ state: 'hidden' })
    expect(await addressOf(page)).toBe(address)
    expect(complaints).toEqual([])
  })

  it('tells why a file is refused, in the language of the page, where its link was followed', async () => {
    const { page } = await openPage(browser)
    for (const [language, type, words] of [
      ['en', 'PNG', 'Request not understood'],
      ['id', 'SVG', 'Sebuah parameter tidak dikenal'],
    ] as const) {
      await page.goto(`${server.url}/t/MSFT?r=2023-10-16..2023-12-15&l=${language}`)
      await page.locator('#plot canvas').first().waitFor()
      // Whatever is wrong, here a size, the server refuses in the same way.
      await page.route('**/api/figures/**', (route) => route.continue({ url: `${route.request().url()}&width=1` }))
      await page.locator('[popovertarget=figure]').click()
      await page
        .locator('#figure')
        .getByRole('link', { name: new RegExp(`^${type}`) })
        .click()
      await page.getByRole('heading', { name: words }).waitFor()
      // So with a table: the browser asks for English, the page is in the language of its address.
      await page.goto(`${server.url}/t/MSFT?r=2023-10-16..2023-12-15&l=${language}`)
      await page.locator('#plot canvas').first().waitFor()
      await page.route('**/api/bars/MSFT.csv*', (route) => route.continue({ url: `${route.request().url()}&width=1` }))
      await page.getByRole('button', { name: 'CSV' }).click()
      await page.locator('#downloads a').first().click()
      await page.getByRole('heading', { name: words }).waitFor()
    }
    await page.context().close()
  })

  it('gives a file that can be read without a server and without scripts, on a phone too, and asks for nothing', async () => {
    const html = await (await fetch(`${server.url}/api/figures/MSFT.html?r=2023-10-16..2023-12-15&ev=${EVENT}`)).text()
    const file = join(server.folder, 'kept.html')
    await writeFile(file, html)
    for (const options of [{}, phone]) {
      const { page, complaints } = await openPage(browser, options)
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      await page.goto(pathToFileURL(file).href)
      expect(await page.locator('svg path').count()).toBeGreaterThan(20)
      expect(await page.locator('blockquote').textContent()).toContain('not distinguishable from a normal day')
      expect(await page.locator('table').count()).toBe(2)
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      expect(asked).toEqual([pathToFileURL(file).href])
      expect(complaints).toEqual([])
      await page.context().close()
    }
  })
})
