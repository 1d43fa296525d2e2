import { createHash, type Hash } from 'node:crypto'
import type { StudyInput } from './input.ts'
import { marketColumn, type StudyEvent } from './studyEvent.ts'

/**
 * SHA-256 (hex) of the numbers a study is computed from: the sessions, every column that an event uses (little-endian
 * doubles; a missing value is eight bytes of 0xff), which event hit which security on which session, and the sessions that
 * are not fit for estimation, where there are some. Names are hashed too, texts and settings are not.
 */
export function dataHash({ series, events, excluded }: StudyInput, named: readonly string[]): string {
  const hash = createHash('sha256')
  hash.update(`calendar\n${series.calendar.join('\n')}\n`)
  const used = new Set([
    ...named,
    ...events.flatMap(({ security, market, rate }) =>
      market === null ? [security] : [security, marketColumn(market, rate)],
    ),
  ])
  for (const kind of ['prices', 'returns'] as const)
    for (const name of [...used].filter((column) => Object.hasOwn(series[kind], column)).sort())
      column(hash, `${kind} ${name}`, series[kind][name] ?? [])
  const lines = [
    ...events.map(({ id, security, market, rate, date }) =>
      JSON.stringify([id, security, market === null ? null : marketColumn(market, rate), date]),
    ),
    ...excluded.map(({ id, ticker, day0 }) => JSON.stringify([id, ticker, null, day0])),
  ]
  hash.update(`events\n${lines.sort().join('\n')}\n`)
  // Events of one series have one list of them.
  const distinct = new Map(events.map((event) => [event.unusable, event]))
  const stale = [...new Set([...distinct.values()].flatMap(staleSessions))].sort()
  if (stale.length > 0) hash.update(`not for estimation\n${stale.join('\n')}\n`)
  return hash.digest('hex')
}

const staleSessions = ({ security, market, series, unusable }: StudyEvent): readonly string[] =>
  series.calendar.filter((_, t) => unusable?.[t] === 1).map((date) => JSON.stringify([security, market, date]))

function column(hash: Hash, name: string, values: readonly (number | null)[]): void {
  const bytes = new DataView(new ArrayBuffer(values.length * 8))
  values.forEach((value, i) => {
    if (value === null) bytes.setBigUint64(i * 8, 0xffff_ffff_ffff_ffffn)
    else bytes.setFloat64(i * 8, value, true)
  })
  hash.update(`${name} ${values.length}\n`)
  hash.update(bytes)
}
