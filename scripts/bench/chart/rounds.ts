import { gzipSync } from 'node:zlib'
import type { Browser, BrowserServer, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { type Gesture, gestures, type Ranges, type Share, showRanges, turnWheel } from './inPage.ts'
import { cpuOfTree } from './tree.ts'
import { type Given, intervalOf, type Size, SYMBOL } from './world.ts'

/**
 * What one look at one page costs: milliseconds of CPU of the whole browser, megabytes of its script's heap; of the
 * product also kB of its largest answer of bars, packed, and of all bars as JSON packed as they are.
 */
export type Look = Partial<Record<'create' | 'first' | 'heap' | 'hover' | 'rest' | 'bars' | 'whole' | Gesture, number>>

export type Variant = 'product' | 'lwc' | 'levels' | 'naive'

const launched = () =>
  chromium.launchServer({
    executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
    args: [
      '--disable-gpu',
      '--disable-frame-rate-limit',
      '--disable-gpu-vsync',
      '--disable-background-networking',
      '--disable-component-update',
      '--enable-precise-memory-info',
      // Without tabs: their sign of loading turns as fast as it can, which would be counted as the page's.
      '--kiosk',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  })

export async function openBrowser(): Promise<{ readonly server: BrowserServer; readonly browser: Browser }> {
  const server = await launched()
  return { server, browser: await chromium.connect(server.wsEndpoint()) }
}
type Opened = Awaited<ReturnType<typeof openBrowser>>

/** Opens a page in a context of its own, and goes through everything that is measured. */
export async function look(
  { server, browser }: Opened,
  variant: Variant,
  url: string,
  size: Size,
  given: Given,
  dpr: number,
): Promise<Look> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: dpr })
  const page = await context.newPage()
  const cpu = async (work: () => Promise<unknown>): Promise<number> => {
    const before = cpuOfTree(server.process().pid ?? 0)
    await work()
    return cpuOfTree(server.process().pid ?? 0) - before
  }
  const answers: Promise<number>[] = []
  page.on('requestfinished', (request) => {
    if (new URL(request.url()).pathname.startsWith('/api/bars/'))
      answers.push(request.sizes().then(({ responseBodySize }) => responseBodySize / 1000))
  })
  try {
    await page.goto('about:blank')
    const found: Look = {}
    const begun = performance.now()
    found.create = await cpu(async () => {
      await page.goto(url)
      await isDrawn(page, variant)
      found.first = performance.now() - begun
      await isAtRest(page)
    })
    found.heap = await page.evaluate(
      () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize / 2 ** 20,
    )
    for (const [name, ranges] of Object.entries(gestures(size.bars)) as [Gesture, Ranges][]) {
      await begin(page, variant, addressOf(size, given, ranges[0]), ranges[0])
      const frames = cpu(() => page.evaluate(variant === 'product' ? turnWheel : showRanges, ranges))
      found[name] = (await frames) / (ranges.length - 1)
      const rest = await cpu(() => isAtRest(page))
      found.rest = Math.max(found.rest ?? 0, rest)
    }
    const moves = 40
    found.hover =
      (await cpu(async () => {
        for (let k = 0; k < moves; k++) await page.mouse.move(200 + k * 15, 300 + k)
      })) / moves
    if (variant === 'product') {
      found.bars = Math.max(...(await Promise.all(answers)))
      found.whole = gzipSync(JSON.stringify(given.bars)).length / 1000
    }
    return found
  } finally {
    await context.close()
  }
}

async function isDrawn(page: Page, variant: Variant): Promise<void> {
  if (variant === 'product') {
    await page.locator('#plot canvas').first().waitFor()
    await page.locator('.items li').first().waitFor()
  } else await page.waitForFunction(() => (window as unknown as { ready?: boolean }).ready === true)
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

/** Long enough for what a page does after the reader has stopped: the product's wheel rests after 350 ms. */
const isAtRest = (page: Page) => page.waitForTimeout(900)

/** Shows the first range of a gesture; the product is asked for it by its address, as the back button would. */
async function begin(page: Page, variant: Variant, address: string, [from, to]: Share): Promise<void> {
  if (variant !== 'product')
    await page.evaluate(showRanges, [
      [from, to],
      [from, to],
    ] as const)
  else
    await page.evaluate((to) => {
      history.pushState(null, '', to)
      dispatchEvent(new PopStateEvent('popstate'))
    }, address)
  await isAtRest(page)
}

/** Where the product shows a part of the walk. */
export function addressOf(size: Size, { bars }: Given, [from, to]: Share): string {
  const dateAt = (share: number) => {
    const row = bars[Math.min(bars.length - 1, Math.max(0, Math.floor(share * bars.length)))]
    return new Date((row?.[0] ?? 0) * 1000).toISOString().slice(0, 10)
  }
  const range = to - from > 0.99 ? 'max' : `${dateAt(from)}..${dateAt(to)}`
  const interval = intervalOf(size) === '1d' ? '' : `&i=${intervalOf(size)}`
  return `/t/${encodeURIComponent(SYMBOL)}?r=${range}${interval}&l=en`
}
