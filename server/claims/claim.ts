import type { FactsOrNone, FactsWanted, SessionFacts } from './facts.ts'
import type { Spoken } from './speech.ts'

export const verdicts = ['supported', 'partly', 'contradicted', 'uncheckable'] as const
export type Verdict = (typeof verdicts)[number]

/** What a sentence says that prices might know. */
export interface Claim {
  readonly quote: string
  readonly kind: 'move' | 'record' | 'collapse' | 'value' | 'view' | 'statement'
  readonly spoken: Spoken
  /** What must be known of prices; null where the words do not bind a ticker and a day. */
  readonly wanted: FactsWanted | null
  /** Why nothing is wanted. */
  readonly unbound: 'ticker' | 'day' | 'not a price' | 'opinion' | 'statement' | 'negated' | null
}

/** What prices say of a claim. Figures are fractions and prices; `reasons` are codes that `says` puts in words. */
export interface Checked {
  readonly quote: string
  readonly kind: Claim['kind']
  readonly verdict: Verdict
  readonly figures: Readonly<Record<string, number | string | boolean | null>>
  readonly reasons: readonly Reason[]
  /** How it was checked, in one line; `how` is the same as a code and what its words need. */
  readonly method: string
  readonly how: How
  /** What would be needed where prices do not decide; null where they do. */
  readonly needed: string | null
  readonly needs: Need | null
}

/** How a claim was checked. */
export interface How {
  readonly code: 'none' | 'move' | 'record' | 'collapse'
  /** The model of the abnormal return and its sessions, where it was estimated. */
  readonly model?: string | undefined
  readonly sessions?: number | undefined
  /** Whether the move was cut at the bar that holds the news. */
  readonly cut?: boolean | undefined
  /** First session with a stored price. */
  readonly since?: string | undefined
}

export const reasons = [
  'direction_right',
  'direction_wrong',
  'figure_right',
  'figure_wrong',
  'sharp',
  'not_distinguishable',
  'mostly_before_or_with_news',
  'mostly_after_news',
  'no_intraday_split',
  'record_close',
  'no_record',
  'recovered',
  'not_recovered',
  'no_fall',
] as const
export type Reason = (typeof reasons)[number]

/** What would be needed, as a code. */
export const needCodes = ['ticker', 'day', 'prices', 'session', 'source', 'event', 'view', 'negated', 'minute'] as const
export type Need = (typeof needCodes)[number]

const needCode = {
  ticker: 'ticker',
  day: 'day',
  prices: 'prices',
  session: 'session',
  'not a price': 'source',
  opinion: 'view',
  statement: 'event',
  negated: 'negated',
} as const

const needs: Readonly<Record<Need, string>> = {
  ticker:
    'the company whose share is meant, by a name or symbol that is known (db/sample/relations.csv, or the name of a stored ticker)',
  day: 'the day that is meant, or the date of publication (--published)',
  prices: 'prices of the ticker (npm run backfill)',
  session: 'a session of the exchange on that day',
  source: 'a source other than prices: the figure is no price of a stored ticker',
  event:
    'a source other than prices: what happened or was said is no price; prices tell only what they did around it, once it is an event with its time',
  view: 'nothing: it is a view, not a statement of fact',
  negated: 'a person: the sentence says no, and what it says no to is not told by a machine',
  minute: 'the minute of the news and prices within the day',
}

const none = (claim: Claim, why: keyof typeof needCode): Checked => ({
  quote: claim.quote,
  kind: claim.kind,
  verdict: 'uncheckable',
  figures: {},
  reasons: [],
  method: 'none: prices do not bear on it',
  how: { code: 'none' },
  needed: needs[needCode[why]],
  needs: needCode[why],
})

/** What stored prices say of a claim. @param found what was wanted of them */
export function judge(claim: Claim, found: FactsOrNone | null): Checked {
  if (claim.wanted === null || found === null) return none(claim, claim.unbound ?? 'ticker')
  if (found.kind === 'none') return none(claim, found.missing)
  switch (claim.kind) {
    case 'record':
      return judgeRecord(claim, found.facts)
    case 'collapse':
      return judgeCollapse(claim, found.facts)
    default:
      return judgeMove(claim, found.facts)
  }
}

/** Figures that every verdict on a session shows. */
function figuresOf({
  symbol,
  session,
  close,
  previousClose,
  r,
  market,
  abnormal,
  volumeRatio,
  split,
  later,
}: SessionFacts) {
  const [next] = later
  return {
    symbol,
    session,
    close,
    previous_close: previousClose,
    r,
    market: market?.symbol ?? null,
    market_r: market?.r ?? null,
    ar: abnormal?.ar ?? null,
    t: abnormal?.t ?? null,
    p: abnormal?.p ?? null,
    volume_ratio: volumeRatio,
    news_at: split?.at ?? null,
    before_news: split?.before ?? null,
    in_bar_of_news: split?.during ?? null,
    after_news: split?.after ?? null,
    share_before_or_with_news: split?.shareBeforeBarEnd ?? null,
    next_session: next?.session ?? null,
    next_r: next?.r ?? null,
  }
}

/** Does a figure with so many decimals say this number? */
export const says = (value: number, decimals: number, ours: number): boolean =>
  Math.abs(value - Math.abs(ours)) <= 0.5 * 10 ** -decimals + 1e-9

/** The level at which a return is told from a normal day. */
const isDistinct = ({ abnormal, alpha }: SessionFacts): boolean => abnormal !== null && abnormal.p < alpha

/** "Fell sharply", "turun 1,7 %": direction and figure by the return, "sharply" and the cause by the test and the hour. */
function judgeMove({ quote, kind, spoken }: Claim, facts: SessionFacts): Checked {
  const found: Reason[] = []
  const isDown = spoken.direction === 'down'
  const agrees = isDown ? facts.r < 0 : facts.r > 0
  found.push(agrees ? 'direction_right' : 'direction_wrong')
  const percent = spoken.figures.find(({ unit }) => unit === 'percent')
  const figureIsWrong = percent !== undefined && !says(percent.value, percent.decimals, facts.r * 100)
  if (percent !== undefined) found.push(figureIsWrong ? 'figure_wrong' : 'figure_right')
  const lacksMinute = spoken.cause !== null && facts.split === null
  let isWhole = true
  if (spoken.sharp !== null || spoken.cause !== null) {
    const distinct = isDistinct(facts)
    found.push(distinct ? 'sharp' : 'not_distinguishable')
    if (!distinct) isWhole = false
  }
  if (spoken.cause !== null) {
    const share = facts.split?.shareBeforeBarEnd ?? null
    if (share === null) found.push('no_intraday_split')
    else if (share > 0.5) {
      found.push('mostly_before_or_with_news')
      isWhole = false
    } else found.push('mostly_after_news')
  }
  return {
    quote,
    kind,
    verdict: !agrees || figureIsWrong ? 'contradicted' : isWhole ? 'supported' : 'partly',
    figures: figuresOf(facts),
    reasons: found,
    method: `close over close on total-return basis${facts.abnormal === null ? '' : `; abnormal return by the ${facts.abnormal.model} model, t with prediction error, ${facts.abnormal.M} sessions`}${facts.split === null ? '' : '; the move cut at the bar that holds the news'}`,
    how: {
      code: 'move',
      ...(facts.abnormal === null ? {} : { model: facts.abnormal.model, sessions: facts.abnormal.M }),
      cut: facts.split !== null,
    },
    needed: lacksMinute ? needs.minute : null,
    needs: lacksMinute ? 'minute' : null,
  }
}

/** "Record close", "kapitalisasi pasar tertinggi": the highest of all stored closes on that day, or in the five sessions before it. */
function judgeRecord({ quote, kind, spoken }: Claim, facts: SessionFacts): Checked {
  const isDay = /clos|ended|finished|settled|penutupan|ditutup|berakhir/i.test(spoken.record ?? '')
  const looked = isDay ? facts.around.slice(-1) : facts.around
  const best = looked.findLast(({ record }) => record)
  return {
    quote,
    kind,
    verdict: best === undefined ? 'contradicted' : 'supported',
    figures: {
      ...figuresOf(facts),
      record_session: best?.session ?? null,
      record_close: best?.close ?? null,
      highest_since: facts.since,
    },
    reasons: [best === undefined ? 'no_record' : 'record_close'],
    method: `the highest of all stored closes, adjusted for splits, since ${facts.since}; a market value follows the price as long as the number of shares does not move much`,
    how: { code: 'record', since: facts.since },
    needed: null,
    needs: null,
  }
}

/** "Collapsed overnight": the fall at the news, and whether the price was back within five sessions. */
function judgeCollapse({ quote, kind }: Claim, facts: SessionFacts): Checked {
  const back = facts.later.find(({ close }) => close >= facts.previousClose)
  const fell = facts.r < 0
  const verdict = !fell || back !== undefined ? 'contradicted' : isDistinct(facts) ? 'supported' : 'partly'
  return {
    quote,
    kind,
    verdict,
    figures: {
      ...figuresOf(facts),
      recovered_on: back?.session ?? null,
      sessions_to_recover: back === undefined ? null : facts.later.indexOf(back) + 1,
    },
    reasons: [
      ...(fell ? [] : (['no_fall'] as const)),
      back === undefined ? 'not_recovered' : 'recovered',
      isDistinct(facts) ? 'sharp' : 'not_distinguishable',
    ],
    method: 'the close before the news against the five closes after it, and the test of the day itself',
    how: { code: 'collapse' },
    needed: null,
    needs: null,
  }
}
