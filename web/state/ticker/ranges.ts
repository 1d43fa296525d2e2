import type { Preset } from '../../core/ticker/presets.ts'
import { spanAround } from '../../core/ticker/ranges.ts'
import { go, view } from '../view.ts'
import { tickerFacts } from './market.ts'
import { lines, series } from './viewport.ts'

/** Shows so many sessions on either side of the selected event. */
export function goAround(count: number): void {
  const id = view.peek().event
  const day0 = id === null ? null : (lines.peek().get(id)?.session ?? null)
  const axis = series.peek()?.axis
  if (day0 === null || axis === undefined) return
  const around = spanAround(axis, day0, count)
  if (around !== null) go({ range: { kind: 'dates', ...around } })
}

/** A preset ends with the newest daily bar: hours are shown only where they reach that far. */
export function goPreset(preset: Preset): void {
  const hours = tickerFacts.peek()?.bars.find(({ interval }) => interval === '1h')
  const days = tickerFacts.peek()?.bars.find(({ interval }) => interval === '1d')
  const keep = hours !== undefined && hours.to >= (days?.to ?? '')
  go({ range: { kind: 'preset', preset }, ...(keep ? {} : { interval: '1d' }) })
}
