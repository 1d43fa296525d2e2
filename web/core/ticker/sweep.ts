/** What a bar of the chart is heard as. */
export type Heard = {
  /** Null where there is no price: silence. */
  readonly close: number | null
  /** Abnormal return of its session, a fraction; null where it is not known. */
  readonly ar: number | null
  /** How many events could first move it. */
  readonly events: number
}

/** One tone of a sweep: seconds from its beginning and how long, its pitch in hertz, and what it stands for. */
export type Tone = {
  readonly at: number
  readonly length: number
  readonly hertz: number
  readonly voice: 'price' | 'above' | 'below' | 'event'
}

/** Two octaves around concert pitch: what small speakers play and most can hear. */
const [LOWEST, OCTAVES] = [220, 2]
/** Pitch and length of the tick of an event: above every price, and short. */
const TICK = { hertz: 1760, length: 0.03 }
/** Steps a second that can still be told apart. */
const STEPS = 20
/** Ticks of one step: more are a noise. */
const MOST_TICKS = 3

/**
 * Bars from left to right as tones: pitch is the logarithm of the price, so that the same change in percent is the same
 * interval everywhere; the voice is the sign of the abnormal return; each event ticks. Where bars are more than steps, a step
 * has its last price, its largest abnormal return and all its events.
 *
 * @param seconds how long it lasts
 */
export function sweepOf(bars: readonly Heard[], seconds: number): readonly Tone[] {
  const known = bars.flatMap(({ close }) => (close === null || close <= 0 ? [] : [Math.log(close)]))
  if (known.length === 0) return []
  const [low, high] = known.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [Infinity, -Infinity])
  const count = Math.min(bars.length, Math.round(seconds * STEPS))
  const length = seconds / count
  return Array.from({ length: count }, (_, step) => {
    const own = bars.slice(Math.floor((step * bars.length) / count), Math.floor(((step + 1) * bars.length) / count))
    return tonesOf(own, step * length, length, (close) => (high === low ? 0.5 : (Math.log(close) - low) / (high - low)))
  }).flat()
}

function tonesOf(bars: readonly Heard[], at: number, length: number, heightOf: (close: number) => number): Tone[] {
  const close = bars.findLast((bar) => bar.close !== null && bar.close > 0)?.close ?? null
  const ar = bars.reduce<number | null>(
    (most, bar) => (Math.abs(bar.ar ?? 0) > Math.abs(most ?? 0) ? bar.ar : most),
    null,
  )
  const events = bars.reduce((sum, bar) => sum + bar.events, 0)
  const voice = ar === null ? 'price' : ar > 0 ? 'above' : 'below'
  const price: Tone[] = close === null ? [] : [{ at, length, hertz: LOWEST * 2 ** (OCTAVES * heightOf(close)), voice }]
  const ticks = Array.from(
    { length: Math.min(events, MOST_TICKS) },
    (_, i): Tone => ({ at: at + 2 * i * TICK.length, ...TICK, voice: 'event' }),
  )
  return [...price, ...ticks]
}
