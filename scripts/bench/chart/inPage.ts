// What runs inside the pages: it is sent there as text, so each function stands alone.

/** A part of all bars: 0 the first, 1 the end. */
export type Share = readonly [from: number, to: number]
export type Ranges = readonly [Share, ...Share[]]

const FRAMES = 30

/** One range a frame, as shares of all bars. */
export const gestures = (bars: number) => {
  const onEach = (range: (share: number) => Share): Ranges => [
    range(0),
    ...Array.from({ length: FRAMES }, (_, k) => range((k + 1) / FRAMES)),
  ]
  const window = (size: number, by: number): Ranges => onEach((share) => [0.4 + share * by, 0.4 + size + share * by])
  const few = Math.min(0.3, 500 / bars)
  return {
    // In and out again between all bars and four fifths of them, about the middle.
    zoom: onEach((share) => {
      const half = 0.5 - 0.1 * (1 - Math.abs(2 * share - 1))
      return [0.5 - half, 0.5 + half]
    }),
    pan10: window(0.1, 0.06),
    pan500: window(few, few * 0.6),
  } satisfies Record<string, Ranges>
}
export type Gesture = keyof ReturnType<typeof gestures>

/** What a page is held with, and let go. */
type Held = { given?: () => Promise<void>; isGiven?: boolean; letGo?: () => void }

/** Lets a page come as far as where it has its bars and nothing is made of them. */
export function holdAtBars(): void {
  const held = window as unknown as Held
  const go = new Promise<void>((done) => {
    held.letGo = done
  })
  held.given = () => {
    held.isGiven = true
    return go
  }
  // The product's bars are those that its first answer of them brings: its bytes are here, and nobody has read them.
  const ask = window.fetch.bind(window)
  window.fetch = async (to, init) => {
    const response = await ask(to, init)
    const { pathname } = new URL(to instanceof Request ? to.url : String(to), location.href)
    if (!pathname.startsWith('/api/bars/')) return response
    const body = await response.arrayBuffer()
    await held.given?.()
    return new Response(body, response)
  }
}
export const isGiven = (): boolean => (window as unknown as Held).isGiven === true
export const letGo = (): void => (window as unknown as Held).letGo?.()

/** Turns the wheel over the product's plot so that it goes through ranges, from one that it shows. */
export async function turnWheel(ranges: Ranges): Promise<void> {
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  const plot = document.getElementById('plot') as HTMLElement
  plot.focus()
  const canvas = plot.querySelector('canvas') as HTMLCanvasElement
  const box = canvas.getBoundingClientRect()
  // Margins of the plot inside its canvas: see web/core/ticker/layout.ts.
  const [left, width] = [box.left + 8, box.width - 108]
  for (let k = 1; k < ranges.length; k++) {
    const [[from, to], [nextFrom, nextTo]] = [ranges[k - 1] as Share, ranges[k] as Share]
    const factor = (nextTo - nextFrom) / (to - from)
    const isPan = Math.abs(factor - 1) < 1e-6
    const turn = isPan
      ? { deltaX: ((nextFrom - from) / (to - from)) * width, deltaY: 0 }
      : { deltaX: 0, deltaY: Math.log(factor) / 0.0022 }
    plot.dispatchEvent(
      new WheelEvent('wheel', {
        ...turn,
        clientX: left + width / 2,
        clientY: box.top + 100,
        bubbles: true,
        cancelable: true,
      }),
    )
    await frame()
  }
  await frame()
  await frame()
}

/** Shows ranges one a frame on a comparator: its page has put `show` there. */
export async function showRanges(ranges: Ranges): Promise<void> {
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  const { show } = window as unknown as { show: (from: number, to: number) => void }
  for (const [from, to] of ranges.slice(1)) {
    show(from, to)
    await frame()
  }
  await frame()
  await frame()
}
