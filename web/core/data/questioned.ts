import { utcMinutes } from '../clock.ts'

/** One bar by the session it is of and by what names it: that session, or the instant at which it starts. */
type Bar = { readonly day: string; readonly key: string }

/** What a finding is about: sessions, and of bars within the day the instant of the one that it names. */
export type Questioned = { readonly from: string; readonly to: string; readonly moment: string | null }

/**
 * The bars in question among their neighbours: around the one that the finding names, else from the first of its sessions.
 *
 * @param bars ascending
 * @param most how many are shown; a third of them stand before the first that is meant
 * @returns the bars with the place of the named one among them, null where none is named or stored
 */
export function questioned<B extends Bar>(bars: readonly B[], { from, to, moment }: Questioned, most: number) {
  const isNamed = ({ key }: B) => moment !== null && key.includes('T') && utcMinutes(key) === utcMinutes(moment)
  const named = bars.findIndex(isNamed)
  const asked = named < 0 ? bars.findIndex(({ day }) => day >= from && day <= to) : named
  const start = Math.max(0, Math.min(Math.max(0, asked) - Math.floor(most / 3), bars.length - most))
  return { bars: bars.slice(start, start + most), named: named < 0 ? null : named - start }
}
