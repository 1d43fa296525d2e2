import { listText } from '../../../table/list.ts'
import { isObject } from '../jsonEvents.ts'
import { type Adapter, epochText, rawEvents, rawRecord } from './adapter.ts'

/** Annotations of Grafana: milliseconds and text, the first line of which is the title. */
export const grafana: Adapter = {
  name: 'grafana',
  read: ({ json, ticker }) => {
    if (!Array.isArray(json) || json.length === 0) return null
    const isAnnotation = (one: unknown) => isObject(one) && typeof one.time === 'number' && typeof one.text === 'string'
    if (!json.every(isAnnotation)) return null
    return rawEvents(
      json.filter(isObject).map(({ time, timeEnd, text, tags }) => {
        const [title, ...rest] = String(text).split(/\r\n|\n|\r/)
        const ends = typeof timeEnd === 'number' && timeEnd > 0 && timeEnd !== time ? epochText(timeEnd) : null
        const labels = Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : []
        return rawRecord(null, {
          title: title?.trim(),
          public_at: epochText(Number(time)) ?? String(time),
          occurred_until: ends,
          tickers: ticker,
          tags: listText(labels),
          summary: rest.join('\n').trim(),
        })
      }),
    )
  },
}
