import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startServer } from '../server/running.ts'
import { violationsOf } from './axe.ts'
import { addressOf, browserPath, drawn, openBrowser, openPage, phone, soon } from './browser.ts'

const EVENT = 'openai-20231117-altman-ousted'
const AROUND = `/t/MSFT?r=2023-10-16..2023-12-15&ev=${EVENT}&l=en`

describe.skipIf(browserPath === null)('tickers beside one another', () => {
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

  it('are added, rebased and drawn by keys and by hand; address, CSV, figure and readout say the same', async () => {
    const { page, complaints } = await open(AROUND)
    await page.locator('.card .finding').waitFor()
    await page.locator('#plot').focus()
    await page.keyboard.press('c')
    const bar = page.getByRole('region', { name: 'Compare' })
    await bar.getByRole('combobox', { name: '+ ticker' }).selectOption('^GSPC')
    await bar.getByText('0 %: close of 16 Oct 2023').waitFor()
    await bar.getByRole('combobox', { name: '0 % at' }).selectOption('event')
    await bar.getByText('0 %: close of 16 Nov 2023').waitFor()
    await bar.getByRole('button', { name: 'Relative strength' }).click()
    const keys = async () => Object.fromEntries(new URL(await addressOf(page)).searchParams)
    await expect.poll(keys, soon).toMatchObject({ vs: '^GSPC', rb: 'ev', rs: '1' })

    const hrefOf = async () => (await bar.getByRole('link', { name: 'CSV' }).getAttribute('href')) ?? ''
    await expect.poll(hrefOf, soon).toContain('2023-11-16')
    const csv = await hrefOf()
    const lines = (await (await page.request.get(server.url + csv)).text()).split('\r\n')
    const told = lines.find((line) => line.startsWith('2023-11-17,^GSPC'))?.split(',') ?? []
    // The closes of the file of the sample, by hand: 4514.02 after 4508.24.
    expect(told[4]).toBe('2023-11-16')
    expect(Number(told[5])).toBeCloseTo(4514.02 / 4508.24 - 1, 10)
    const percent = `+${(Number(told[5]) * 100).toFixed(2)}`
    // The readout describes the session of the event; what is beside it too.
    await expect.poll(() => bar.locator('li').textContent(), soon).toContain(`^GSPC${percent}`)

    // By ratios, in prices, and taken back.
    await page.locator('#plot').focus()
    await page.keyboard.press('l')
    await expect.poll(async () => (await keys()).ax, soon).toBe('pctlog')
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await keys()).ax, soon).toBeUndefined()
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(async () => (await keys()).ax, soon).toBe('pctlog')
    await page.goBack()
    await expect.poll(async () => (await keys()).ax, soon).toBeUndefined()
    expect(await violationsOf(page)).toEqual([])

    await page.getByRole('button', { name: 'Figure' }).click()
    await page.locator('#figure').waitFor()
    const figure = (await page.locator('#figure a').nth(1).getAttribute('href')) ?? ''
    await page.keyboard.press('Escape')
    await page.locator('#figure').waitFor({ state: 'hidden' })
    const svg = await (await page.request.get(server.url + figure)).text()
    expect(svg.replaceAll('\u00a0', ' ')).toContain('beside ^GSPC, 0 % at the close of 16 Nov 2023')
    expect(svg).toMatch(/\^GSPC \d %/)
    await bar.getByRole('button', { name: 'Take ^GSPC away' }).click()
    await expect.poll(async () => (await keys()).vs, soon).toBeUndefined()
    expect(complaints).toEqual([])
  })

  it('a link draws them on a phone, says what is not stored, and the page that comes drawn has them too', async () => {
    const path = '/t/MSFT?r=2023-11-01..2023-12-15&l=id&vs=^GSPC,NONE&rs=1'
    const { page, complaints } = await open(path, phone)
    const bar = page.getByRole('region', { name: 'Bandingkan' })
    await bar.getByText('NONE: There are no prices of NONE').waitFor()
    await bar.getByText('Sumbu, dasar, kekuatan relatif').click()
    await bar.getByRole('button', { name: 'Kekuatan relatif', pressed: true }).waitFor()
    expect(await violationsOf(page)).toEqual([])
    // The refusal of what is not stored is in the browser's own log.
    expect(complaints.filter((each) => !each.includes('404'))).toEqual([])
    const html = await (await fetch(server.url + path)).text()
    expect(html).toContain('^GSPC')
    expect(html).toContain('(dasar 100)')
  })
})
