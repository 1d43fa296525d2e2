import type { CorporateAction } from '../../market/action.ts'
import { dayOf, type IsoDate } from '../../market/day.ts'
import { caution, type ReportEntry, report } from '../report.ts'
import { fromAdjusted, fromRaw, type VendorBar } from './splitBasis.ts'

/** What the closes of a file have been adjusted for: splits and dividends, splits alone, nothing. */
export const closesKinds = ['adjusted', 'split', 'raw'] as const
export type Closes = (typeof closesKinds)[number]

/** How the closes of a file are to be taken. */
export interface ClosesRules {
  /** As the user says; null to tell it from the file. */
  readonly stated: Closes | null
  /** As the form of the file says by its witness; `ask` where that is not known; null for any table. */
  readonly form: Closes | 'ask' | null
  /** The vendor's volumes are on split basis already. */
  readonly volumesSplit: boolean
  /** The file has a column of payments, so that a date without one had none. */
  readonly tellsPayments: boolean
  /** The file has a column of splits. */
  readonly tellsSplits: boolean
  /** Actions of the ticker that are stored already. */
  readonly known: readonly CorporateAction[]
  /** The symbol pays nothing: an index, a currency, a coin. */
  readonly paysNothing: boolean
}

/** The bars of one ticker on split basis, the actions that their columns told, and what to say of it. */
export interface OnSplitBasis {
  readonly bars: readonly VendorBar[]
  readonly actions: readonly CorporateAction[]
  readonly report: readonly ReportEntry[]
  /** Sessions whose closes are adjusted for payments that nobody told: applying one later would count it twice. */
  readonly adjusted: { readonly from: IsoDate; readonly to: IsoDate } | null
}

const refused = (entry: ReportEntry): OnSplitBasis => ({ bars: [], actions: [], report: [entry], adjusted: null })
const asked = 'state it with --closes adjusted, split or raw'

/**
 * Brings the bars of one ticker to split basis. What its form says is checked against what its numbers show: a split in
 * a column must step in raw closes and may not in others, a payment must show in an adjusted close.
 *
 * @param bars ascending by date
 */
export function onSplitBasis(symbol: string, bars: readonly VendorBar[], rules: ClosesRules): OnSplitBasis {
  const actions = actionsOf(bars)
  const closes = rules.stated ?? toldBy(bars, rules)
  if (typeof closes !== 'string') return refused(closes)
  switch (closes) {
    case 'split':
      return { bars, actions, report: [], adjusted: null }
    case 'raw': {
      const untold = rules.stated === null ? untoldSplit(bars, rules.known) : null
      if (untold !== null) return refused(untold)
      const splits = splitsOf([...actions, ...rules.known])
      const read = fromRaw(bars, splits, rules.volumesSplit)
      const used = splits.filter(({ date }) => date > (bars[0]?.date ?? date))
      return {
        bars: read,
        actions: actionsOf(read),
        report: used.length > 0 ? [rescaled(symbol, used)] : isSilent(bars, rules) ? [asTraded(symbol)] : [],
        adjusted: null,
      }
    }
    case 'adjusted': {
      const payments = rules.tellsPayments ? actions.filter(isPayment) : rules.known.filter(isPayment)
      const [first, last] = [bars[0], bars.at(-1)]
      if (first === undefined || last === undefined) return { bars, actions, report: [], adjusted: null }
      const inside = payments.filter(({ date }) => date > first.date && date <= last.date)
      if (inside.length > 0)
        return {
          bars: fromAdjusted(bars, inside),
          actions,
          report: [restored(symbol, inside.length, rules.tellsPayments)],
          adjusted: null,
        }
      if (rules.tellsPayments || rules.paysNothing) return { bars, actions, report: [], adjusted: null }
      return { bars, actions, report: [keptAdjusted(symbol)], adjusted: { from: first.date, to: last.date } }
    }
  }
}

type Split = Extract<CorporateAction, { kind: 'split' }>
type Payment = Exclude<CorporateAction, Split>
const isPayment = (action: CorporateAction): action is Payment => action.kind !== 'split'

/** Splits in order of their date; one that both the file and the store tell, within three days, counts once. */
function splitsOf(actions: readonly CorporateAction[]): readonly Split[] {
  const splits = actions
    .filter((action): action is Split => action.kind === 'split')
    .sort((a, b) => (a.date < b.date ? -1 : 1))
  return splits.filter((split, at) => {
    const before = splits[at - 1]
    return before === undefined || daysApart(before.date, split.date) > 3 || !isClose(ratioOf(before), ratioOf(split))
  })
}

const ratioOf = ({ numerator, denominator }: Split): number => numerator / denominator
const daysApart = (a: IsoDate, b: IsoDate): number => Math.abs(dayOf(a) - dayOf(b))
const isClose = (a: number, b: number): boolean => Math.abs(a / b - 1) < 1e-6

function actionsOf(bars: readonly VendorBar[]): readonly CorporateAction[] {
  return bars.flatMap(({ date, dividend, capitalGain, split }): readonly CorporateAction[] => [
    ...(split === null ? [] : [{ kind: 'split' as const, date, ...split }]),
    ...(dividend === null ? [] : [{ kind: 'dividend' as const, date, amount: dividend }]),
    ...(capitalGain === null ? [] : [{ kind: 'capital_gain' as const, date, amount: capitalGain }]),
  ])
}

/** What the form and the numbers say together, or why the file must be asked about. */
function toldBy(bars: readonly VendorBar[], { form, tellsPayments, paysNothing }: ClosesRules): Closes | ReportEntry {
  const shown = bars.flatMap((bar, at) => evidenceAt(bars[at - 1], bar) ?? [])
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
  if (form !== 'raw' && form !== null && raw !== undefined)
    return contrary(raw, `files of this form are adjusted for splits, yet closes step at the split ${words(raw)}`)
  if (form === null && raw !== undefined) return 'raw'
  if (form === null && split === undefined && silent !== undefined)
    return contrary({ bar: silent, says: 'split' }, 'the split is too small to show in them')
  const unpaid = tellsPayments && form !== 'adjusted' ? unpaidClose(bars) : null
  if (unpaid !== null) return unpaid
  return form ?? 'split'
}

interface Evidence {
  readonly bar: VendorBar
  readonly says: 'raw' | 'split'
}

const words = ({ bar: { date, split } }: Evidence): string => `${split?.numerator}:${split?.denominator} of ${date}`

/** What a split's own session shows: best by the adjusted close, which knows no day's move; else by a step that is large. */
function evidenceAt(before: VendorBar | undefined, bar: VendorBar): readonly Evidence[] | null {
  if (before === undefined || bar.split === null) return null
  const size = Math.log(bar.split.numerator / bar.split.denominator)
  const [move, isSure] =
    bar.adjClose !== null && before.adjClose !== null && bar.adjClose > 0 && before.adjClose > 0
      ? [Math.log(bar.adjClose / bar.close / (before.adjClose / before.close)), Math.abs(size) > 0.002]
      : [Math.log(before.close / bar.close), Math.abs(size) > Math.log(1.5) - 1e-9]
  if (!isSure) return null
  return [{ bar, says: Math.abs(move - size) < Math.abs(move) ? 'raw' : 'split' }]
}

/** A payment that an adjusted close does not know: the closes beside it may be adjusted already. */
function unpaidClose(bars: readonly VendorBar[]): ReportEntry | null {
  const told = bars.flatMap((bar, at) => {
    const [before, paid] = [bars[at - 1], (bar.dividend ?? 0) + (bar.capitalGain ?? 0)]
    if (before === undefined || paid <= 0 || bar.adjClose === null || before.adjClose === null) return []
    if (bar.split !== null || paid >= before.close || paid / before.close < 0.0005) return []
    const step = Math.log(bar.adjClose / bar.close / (before.adjClose / before.close))
    const due = -Math.log(1 - paid / before.close)
    return [{ bar, knows: Math.abs(step - due) < Math.abs(step) }]
  })
  const [first] = told
  if (first === undefined || told.some(({ knows }) => knows)) return null
  return report(
    'E_CLOSES',
    `Cannot tell what closes are adjusted for: the payment of ${first.bar.date} shows in no adjusted close; ${asked}`,
    { line: first.bar.line, field: 'close' },
  )
}

/** A step of a common ratio between closes as traded and their adjusted closes that no split explains. */
function untoldSplit(bars: readonly VendorBar[], known: readonly CorporateAction[]): ReportEntry | null {
  const dates = known.filter(({ kind }) => kind === 'split').map(({ date }) => date)
  for (const [at, bar] of bars.entries()) {
    const before = bars[at - 1]
    if (before === undefined || bar.split !== null || !bar.adjClose || !before.adjClose) continue
    const paid = Math.min((bar.dividend ?? 0) + (bar.capitalGain ?? 0), before.close / 2)
    const step = (bar.adjClose / bar.close / (before.adjClose / before.close)) * (1 - paid / before.close)
    if (step < 1.45 && step > 0.7) continue
    if (dates.some((date) => daysApart(date, bar.date) <= 5)) continue
    return report(
      'E_CLOSES',
      `Cannot bring closes to split basis: on ${bar.date} adjusted closes step by ${Number(step.toPrecision(4))} against closes, and no column or stored action tells a split; take the splits first with --as actions`,
      { line: bar.line, field: 'adj_close' },
    )
  }
  return null
}

const contrary = ({ bar }: Evidence, why: string): ReportEntry =>
  report('E_CLOSES', `Cannot tell what closes are adjusted for: ${why}; ${asked}`, { line: bar.line, field: 'close' })

/** No column and no stored action tells splits, and no adjusted close would show one. */
const isSilent = (bars: readonly VendorBar[], { stated, tellsSplits }: ClosesRules): boolean =>
  stated === null && !tellsSplits && bars.every(({ adjClose }) => adjClose === null)

const asTraded = (symbol: string): ReportEntry =>
  report(
    'W_CLOSES',
    `Closes of ${symbol} are as traded, and no split after them is known: where there was one, take it with --as actions first`,
    { field: 'close' },
  )

const rescaled = (symbol: string, splits: readonly Split[]): ReportEntry =>
  report(
    'W_CLOSES',
    `Closes of ${symbol} are as traded: prices were divided, volumes multiplied by the splits after them (${splits
      .map(({ date, numerator, denominator }) => `${date} ${numerator}:${denominator}`)
      .join(', ')})`,
    { field: 'close' },
  )

const restored = (symbol: string, payments: number, ofFile: boolean): ReportEntry =>
  report(
    'W_CLOSES',
    `Closes of ${symbol} are adjusted for dividends: they were brought to split basis with the ${payments} payments that the ${ofFile ? 'file' : 'store'} tells`,
    { field: 'close' },
  )

const keptAdjusted = (symbol: string): ReportEntry =>
  caution(
    'CLOSE_ADJUSTED',
    `Closes of ${symbol} are adjusted for dividends that the file does not tell: they are kept as they are and marked, and no payment will be applied to them`,
    { field: 'close' },
  )
