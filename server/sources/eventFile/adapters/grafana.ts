import { listText } from '../../../table/list.ts'
import { isObject } from '../jsonEvents.ts'
import { type Adapter, epochText, rawEvents, rawRecord, textOf } from './adapter.ts'

/** Annotations of Grafana: milliseconds and text, the first line of which is the title; an alert's has its name. */
export const grafana: Adapter = {
  name: 'grafana',
  read: ({ json, ticker, lines }) => {
    if (!Array.isArray(json) || json.length === 0) return null
    const isAnnotation = (one: unknown) => isObject(one) && typeof one.time === 'number' && typeof one.text === 'string'
    if (!json.every(isAnnotation)) return null
    return rawEvents(
      json.filter(isObject).map((annotation, at) => {
        const { time, timeEnd, text, tags } = annotation
        const [first = '', ...rest] = String(text).split(/\r\n|\n|\r/)
        const ends = typeof timeEnd === 'number' && timeEnd > 0 && timeEnd !== time ? epochText(timeEnd) : null
        const labels = Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : []
        const cells = {
          event_id: textOf(annotation.event_id),
          title: first.trim() === '' ? alertTitle(annotation) : first.trim(),
          public_at: epochText(Number(time)) ?? String(time),
          occurred_until: ends,
          tickers: ticker,
          tags: listText(labels),
          summary: rest.join('\n').trim(),
        }
        // What our own export carries of an event is less than what is stored of it.
        const invented = cells.event_id === undefined ? [] : Object.keys(cells)
        return { ...rawRecord(lines[at] ?? null, cells, invented), number: at + 1 }
      }),
    )
  },
}

/** An alert writes annotations without a text: its name, and the state it went to. */
function alertTitle({ alertName, newState }: Readonly<Record<string, unknown>>): string {
  const [name, state] = [textOf(alertName)?.trim() ?? '', textOf(newState)?.trim() ?? '']
  return name === '' || state === '' ? name : `${name}: ${state}`
}
