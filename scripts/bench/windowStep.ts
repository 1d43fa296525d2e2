import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { designOf } from '../../server/stats/design.ts'
import { measureEvent } from '../../server/stats/event.ts'
import { inOrder } from '../../server/stats/overlap.ts'
import { type EventSeries, liveStudyOf } from '../../web/core/ticker/liveStudy.ts'
import { type Windows, windowsAsked } from '../../web/core/ticker/settings.ts'
import { openBrowser } from './chart/rounds.ts'
import { cpuOfTree } from './chart/tree.ts'
import { serve } from './chart.ts'
import { machine, medianOf, printTable } from './measure/cpu.ts'

// What a step costs while a window is moved by hand: its figures alone, against the whole answer of the engine, and all
// that the browser does for one, against a frame.

const EVENT = 'openai-20231117-altman-ousted'
/** Milliseconds of CPU that a step may take: a frame. */
const FRAME = 16
const lengths = [60, 250, 2000] as const

/** `--quick`: fewer steps. */
export async function bench(args: readonly string[]): Promise<void> {
  const steps = args.includes('--quick') ? 40 : 120
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-bench-'))
  const server = await serve(join(folder, 'sample.db'))
  try {
    const answer = await fetch(`${server.url}/api/impacts/${EVENT}/series?ticker=MSFT`)
    const given = (await answer.json()) as EventSeries
    console.log(`${given.calendar.length} sessions, market model; ${machine()}\n`)
    printTable(
      ['estimation', 'figures of a step', 'whole answer of the engine', 'ratio'],
      lengths.map((length) => figuresOf(given, length, steps)),
    )
    console.log('')
    printTable(
      ['dragged', 'CPU of the page a step', 'of all processes of the browser', 'goal'],
      await dragged(server.url, steps / 2),
    )
  } finally {
    server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const text = (ms: number): string => `${ms.toFixed(2)} ms`

function figuresOf(given: EventSeries, length: number, steps: number): readonly string[] {
  const windowsAt = (step: number): Windows => ({ window: [-1, step % 20], estimation: [length - (step % 20), 10] })
  const live = liveStudyOf(given, 0.05)
  const prices = (values: EventSeries['asset']) => ({ kind: 'prices', values }) as const
  const { calendar, asset, market, factors, day0, others, settings } = given
  const design = designOf({ calendar, asset: prices(asset), market: prices(market), factors }, settings)
  const whole = (windows: Windows) =>
    measureEvent(design, day0, { ...settings, ...windowsAsked(windows) }, { depth: 'full', others: inOrder(others) })
  const taken = (work: (windows: Windows) => unknown): number => {
    for (let step = 0; step < steps; step++) work(windowsAt(step))
    return medianOf(
      Array.from({ length: steps }, (_, step) => {
        const { user, system } = process.cpuUsage()
        for (let round = 0; round < 20; round++) work(windowsAt(step))
        const after = process.cpuUsage({ user, system })
        return (after.user + after.system) / 20_000
      }),
    )
  }
  const [ours, theirs] = [taken(live), taken(whole)]
  return [`${length} sessions`, text(ours), text(theirs), (ours / theirs).toFixed(2)]
}

/** What the pointer does to the page, from a pixel, a bar further with each step. */
interface Drag {
  readonly name: string
  /** Keys of the address beside the event. */
  readonly address: string
  /** The handle that is taken; null for the plot itself. */
  readonly handle: string | null
  readonly presses: boolean
  readonly way: 1 | -1
}

const drags: readonly Drag[] = [
  { name: 'nothing: the pointer alone, with its crosshair', address: '', handle: null, presses: false, way: 1 },
  { name: 'the chart itself', address: '', handle: null, presses: true, way: 1 },
  {
    name: 'last session of the event window',
    address: '&w=-1..5',
    handle: 'Event window, last session',
    presses: true,
    way: 1,
  },
  {
    name: 'first session of the estimation window',
    address: '&est=120.10',
    handle: 'Estimation window, first session',
    presses: true,
    way: -1,
  },
]

/** Drags a session a frame, and counts the CPU of the page's own thread and of the whole browser. */
async function dragged(url: string, steps: number): Promise<readonly (readonly string[])[]> {
  const { browser, server } = await openBrowser()
  const pid = server.process().pid ?? 0
  const rows: (readonly string[])[] = []
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
    const ofPage = async (): Promise<number> => {
      const { metrics } = await cdp.send('Performance.getMetrics')
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
    }
    for (const { name, address, handle, presses, way } of drags) {
      await page.goto(`${url}/t/MSFT?r=2023-01-02..2024-03-28&ev=${EVENT}${address}&l=en`)
      const taken = page.getByRole('slider', { name: handle ?? 'Event window, last session' })
      await taken.waitFor()
      const [box, plot] = [await taken.boundingBox(), await page.locator('#plot').boundingBox()]
      if (box === null || plot === null) throw new Error(`Cannot find what is dragged: ${name}`)
      const [x, y] =
        handle === null ? [plot.x + 300, plot.y + 100] : [way < 0 ? box.x + box.width - 3 : box.x + 3, box.y + 8]
      // 311 sessions over the plot, less its gutter.
      const bar = (plot.width - 108) / 311
      await page.mouse.move(x, y)
      if (presses) await page.mouse.down()
      await page.mouse.move(x + 2 * way * bar, y)
      if (handle !== null) await page.locator('.tell').getByText('β').waitFor()
      await page.waitForTimeout(500)
      const [before, all] = [await ofPage(), cpuOfTree(pid)]
      for (let step = 1; step <= steps; step++) {
        await page.mouse.move(x + (2 + step) * way * bar, y)
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)))
      }
      const [own, whole] = [(await ofPage()) - before, cpuOfTree(pid) - all]
      rows.push([name, text(own / steps), text(whole / steps), handle === null ? '' : `${FRAME} ms`])
      if (presses) await page.mouse.up()
    }
  } finally {
    await browser.close()
    await server.close()
  }
  return rows
}
