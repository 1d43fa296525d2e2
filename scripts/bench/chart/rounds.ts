import { gzipSync } from 'node:zlib'
import type { Browser, BrowserServer, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import {
  type Gesture,
  gestures,
  holdAtBars,
  isGiven,
  letGo,
  type Ranges,
  type Share,
  showRanges,
  turnWheel,
} from './inPage.ts'
import { cpuOfTree } from './tree.ts'
import { type Given, intervalOf, type Size, SYMBOL } from './world.ts'

/**
 * What one look at one page costs: milliseconds of CPU of the whole browser, megabytes of its script's heap as it stands and
 * without garbage; of the product also kB of its largest answer of bars, packed, and of all bars as JSON packed as they are.
 *
 * `create` and `first` (wall) are a page from its address until it rests, and until the second frame with a chart;
 * `made` and `shown` (wall) what of that second frame comes after the bars are there: as bytes of the answer for the product, in the form
 * that the library takes for the others, with all scripts loaded.
 */
export type Look = Partial<
  Record<
    'create' | 'first' | 'made' | 'shown' | 'heap' | 'kept' | 'hover' | 'rest' | 'bars' | 'whole' | Gesture,
    number
  >
>

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

type Counted = { readonly page: Page; readonly cpu: (work: () => Promise<unknown>) => Promise<number> }

/** Does something with a page in a context of its own, once what the browser itself begins for its window is over. */
async function withPage<T>({ server, browser }: Opened, dpr: number, work: (on: Counted) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: dpr })
  const cpu = async (work: () => Promise<unknown>): Promise<number> => {
    const before = cpuOfTree(server.process().pid ?? 0)
    await work()
    return cpuOfTree(server.process().pid ?? 0) - before
  }
  try {
    const page = await context.newPage()
    await page.goto('about:blank')
    await isCalm(page, cpu)
    return await work({ page, cpu })
  } finally {
    await context.close()
  }
}

/** Waits until next to nothing is done, some seconds at most. */
async function isCalm(page: Page, cpu: Counted['cpu']): Promise<void> {
  for (let k = 0; k < 20; k++) if ((await cpu(() => page.waitForTimeout(500))) < 25) return
}

/** What the chart costs of a cold page that has its bars. */
export const lookAtDrawing = (opened: Opened, variant: Variant, url: string, dpr: number): Promise<Look> =>
  withPage(opened, dpr, async ({ page, cpu }) => {
    await page.addInitScript(holdAtBars)
    await page.goto(url)
    await page.waitForFunction(isGiven)
    await isCalm(page, cpu)
    const begun = performance.now()
    const made = await cpu(async () => {
      await page.evaluate(letGo)
      await isDrawn(page, variant)
    })
    return { made, shown: performance.now() - begun }
  })

/** Opens a page, and goes through everything that is measured of it. */
export const look = (
  opened: Opened,
  variant: Variant,
  url: string,
  size: Size,
  given: Given,
  dpr: number,
): Promise<Look> =>
  withPage(opened, dpr, async ({ page, cpu }) => {
    const answers: Promise<number>[] = []
    page.on('requestfinished', (request) => {
      if (new URL(request.url()).pathname.startsWith('/api/bars/'))
        answers.push(request.sizes().then(({ responseBodySize }) => responseBodySize / 1000))
    })
    const found: Look = {}
    const begun = performance.now()
    found.create = await cpu(async () => {
      await page.goto(url)
      await isDrawn(page, variant)
      found.first = performance.now() - begun
      await isAtRest(page)
    })
    found.heap = await heapOf(page)
    const session = await page.context().newCDPSession(page)
    await session.send('HeapProfiler.collectGarbage')
    found.kept = await heapOf(page)
    await session.detach()
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
  })

const heapOf = (page: Page): Promise<number> =>
  page.evaluate(
    () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize / 2 ** 20,
  )

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
