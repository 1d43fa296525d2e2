import type { CorporateAction } from '../../market/action.ts'
import { type ReportEntry, report } from '../report.ts'
import { type Closes, type ClosesRules, isSplit } from './closesRules.ts'
import type { VendorBar } from './splitBasis.ts'
import type { SplitRatio } from './splitRatio.ts'

const asked = 'state it with --closes adjusted, split or raw'

/** What the form and the numbers say together, or why the file must be asked about. */
export function toldBy(
  bars: readonly VendorBar[],
  { form, tellsPayments, paysNothing, known }: ClosesRules,
): Closes | ReportEntry {
  const shown = bars.flatMap((bar, at) => (bar.split === null ? [] : (evidenceAt(bars[at - 1], bar, bar.split) ?? [])))
  const raw = shown.find(({ says }) => says === 'raw')
  const split = shown.find(({ says }) => says === 'split')
  if (form === 'ask')
    return paysNothing
      ? 'split'
      : report('E_CLOSES', `Cannot tell what closes are adjusted for: files of this form may hold either; ${asked}`, {
          line: bars[0]?.line ?? 1,
          field: 'close',
        })
  const silent = bars.find(({ split: own }, at) => own !== null && at > 0)
  if (raw !== undefined && split !== undefined)
    return contrary(split, `it does not step at the split ${words(split)}, but does at ${raw.bar.date}`)
  if (form === 'raw' && split !== undefined)
    return contrary(
      split,
      `files of this form hold closes as traded, yet there is no step at the split ${words(split)}`,
    )
  const stored = form === 'raw' ? storedEvidence(bars, known) : null
  if (stored !== null)
    return contrary(
      stored,
      `files of this form hold closes as traded, yet they are on the scale after the stored split ${words(stored)}`,
    )
  if (form !== 'raw' && form !== null && raw !== undefined)
    return contrary(raw, `files of this form are adjusted for splits, yet closes step at the split ${words(raw)}`)
  if (form === null && raw !== undefined) return 'raw'
  if (form === null && split === undefined && silent !== undefined)
    return contrary({ bar: silent }, 'the split is too small to show in them')
  const unpaid = tellsPayments && form !== 'adjusted' ? unpaidClose(bars) : null
  if (unpaid !== null) return unpaid
  return form ?? 'split'
}

interface Evidence {
  readonly bar: VendorBar
  readonly split: SplitRatio
  readonly says: 'raw' | 'split'
}

const words = ({ bar: { date }, split }: Evidence): string => `${split.numerator}:${split.denominator} of ${date}`

const sizeOf = ({ numerator, denominator }: SplitRatio): number => Math.log(numerator / denominator)

/** The log of an adjusted close over its close; null where there is none. */
const adjustment = ({ adjClose, close }: VendorBar): number | null =>
  adjClose !== null && adjClose > 0 ? Math.log(adjClose / close) : null

/** What a split's own session shows: best by the adjusted close, which knows no day's move; else by a step that is large. */
function evidenceAt(before: VendorBar | undefined, bar: VendorBar, split: SplitRatio): Evidence | null {
  if (before === undefined) return null
  const size = sizeOf(split)
  const [now, then] = [adjustment(bar), adjustment(before)]
  if (now === null || then === null) {
    const move = Math.log(before.close / bar.close)
    return Math.abs(size) > Math.log(1.5) - 1e-9
      ? { bar, split, says: Math.abs(move - size) < Math.abs(move) ? 'raw' : 'split' }
      : null
  }
  // A payment of the same session steps too: it is told on the scale after the split.
  const ofRaw = size + due(bar, before.close * Math.exp(-size))
  const ofSplit = due(bar, before.close)
  const says = Math.abs(now - then - ofRaw) < Math.abs(now - then - ofSplit) ? 'raw' : 'split'
  return Math.abs(size) > 0.002 ? { bar, split, says } : null
}

/** How far the adjusted close steps against the close for what the session paid. */
const due = (bar: VendorBar, before: number): number => {
  const paid = paidOn(bar)
  return paid > 0 && paid < before ? -Math.log(1 - paid / before) : 0
}

const paidOn = ({ dividend, capitalGain }: VendorBar): number => (dividend ?? 0) + (capitalGain ?? 0)

/**
 * A stored split that closes which should be as traded do not know: they do not step at it, or, where it came after the last
 * of them, their adjusted closes are not below them by its ratio.
 */
function storedEvidence(bars: readonly VendorBar[], known: readonly CorporateAction[]): Evidence | null {
  for (const split of known.filter(isSplit)) {
    const at = bars.findIndex(({ date }) => date >= split.date)
    const bar = bars[at]
    const found = bar === undefined || bar.split !== null ? null : evidenceAt(bars[at - 1], bar, split)
    if (found?.says === 'split') return found
  }
  const last = bars.at(-1)
  const later = last === undefined ? [] : known.filter(isSplit).filter(({ date }) => date > last.date)
  const [first] = later
  const level = last === undefined ? null : adjustment(last)
  if (last === undefined || first === undefined || level === null) return null
  const size = later.reduce((sum, split) => sum + sizeOf(split), 0)
  if (Math.abs(size) < Math.log(1.5) - 1e-9) return null
  return Math.abs(level + size) < Math.abs(level) ? null : { bar: last, split: first, says: 'split' }
}

/** A payment that an adjusted close does not know: the closes beside it may be adjusted already. */
function unpaidClose(bars: readonly VendorBar[]): ReportEntry | null {
  const told = bars.flatMap((bar, at) => {
    const [before, paid] = [bars[at - 1], paidOn(bar)]
    if (before === undefined || paid <= 0 || bar.adjClose === null || before.adjClose === null) return []
    if (bar.split !== null || paid >= before.close || paid / before.close < 0.0005) return []
    const step = Math.log(bar.adjClose / bar.close / (before.adjClose / before.close))
    return [{ bar, knows: Math.abs(step - due(bar, before.close)) < Math.abs(step) }]
  })
  const [first] = told
  if (first === undefined || told.some(({ knows }) => knows)) return null
  return report(
    'E_CLOSES',
    `Cannot tell what closes are adjusted for: the payment of ${first.bar.date} shows in no adjusted close; ${asked}`,
    { line: first.bar.line, field: 'close' },
  )
}

const contrary = ({ bar }: Pick<Evidence, 'bar'>, why: string): ReportEntry =>
  report('E_CLOSES', `Cannot tell what closes are adjusted for: ${why}; ${asked}`, { line: bar.line, field: 'close' })
