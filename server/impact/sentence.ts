import type { ModelKind } from '../stats/models.ts'
import { isSignificant } from '../stats/significance.ts'

/**
 * The one sentence that says what happened, from fixed words in two languages. It says "distinguishable" or "not
 * distinguishable" and never that news caused a move.
 */
export interface Finding {
  readonly en: string
  readonly id: string
}

export interface FindingFacts {
  readonly ticker: string
  /** Day 0, `YYYY-MM-DD`. */
  readonly date: string
  readonly model: ModelKind
  /** Day 0 in fractions; null, or figures that are null, where the session has none. */
  readonly day: {
    readonly r: number | null
    readonly expected: number | null
    readonly ar: number | null
    readonly t: number | null
    readonly p: number | null
    /** Sessions that the return covers: more than 1 after a hole. */
    readonly span: number | null
  } | null
  /** Checks that hold the price of day 0 back. */
  readonly heldBy: readonly string[]
  /** Level of the test, a fraction. */
  readonly alpha: number
  /** Estimation observations. */
  readonly observations: number
  /** How many other items hit the same session. */
  readonly joint: number
  /** What is not known of the moment so that another session is possible: its hour, or as much as is uncertain of it. */
  readonly doubt: 'hour' | 'moment' | null
}

interface Figures extends Omit<FindingFacts, 'day'> {
  readonly r: number
  readonly expected: number
  readonly ar: number
  readonly t: number
  readonly p: number
  readonly span: number
}

const languages = {
  en: {
    locale: 'en-GB',
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
    expectations: {
      market: 'market model expected',
      'market-adjusted': 'return of the benchmark, which this model expects, was',
      mean: 'average of the estimation window expected',
      factors: 'factor model expected',
      'scholes-williams': 'Scholes-Williams model expected',
      dimson: 'Dimson model expected',
    } satisfies Readonly<Record<ModelKind, string>>,
    excess: ' in excess of the risk-free rate',
    over: (sessions: number) => ` over ${sessions} sessions`,
  },
  id: {
    locale: 'id-ID',
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'],
    expectations: {
      market: 'model pasar memperkirakan',
      'market-adjusted': 'imbal hasil tolok ukur, yang menjadi perkiraan model ini, adalah',
      mean: 'rata-rata jendela estimasi memperkirakan',
      factors: 'model faktor memperkirakan',
      'scholes-williams': 'model Scholes-Williams memperkirakan',
      dimson: 'model Dimson memperkirakan',
    } satisfies Readonly<Record<ModelKind, string>>,
    excess: ' di atas suku bunga bebas risiko',
    over: (sessions: number) => ` selama ${sessions} sesi`,
  },
} as const
type Language = (typeof languages)[keyof typeof languages]

function numbers({ locale }: Language) {
  const fixed = (value: number, digits: number) =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: false,
    }).format(Math.abs(value))
  /** What rounds to zero has no sign. */
  const withSign = (value: number, digits: number, above: string) => {
    const text = fixed(value, digits)
    return `${/[1-9]/.test(text) ? (value < 0 ? '−' : above) : ''}${text}`
  }
  return {
    percent: (fraction: number) => `${withSign(fraction * 100, 2, '+')} %`,
    statistic: (value: number) => withSign(value, 2, ''),
    probability: (p: number) => (p < 0.001 ? `< ${fixed(0.001, 3)}` : `= ${fixed(p, 3)}`),
    level: (alpha: number) => `${new Intl.NumberFormat(locale, { maximumSignificantDigits: 6 }).format(alpha * 100)} %`,
  }
}

/** What kind of return it is: every factor model that an event can be asked for has those in excess of the risk-free rate. */
const kindOfReturn = ({ model, span }: Figures, { excess, over }: Language): string =>
  `${model === 'factors' ? excess : ''}${span > 1 ? over(span) : ''}`

const dateText = (date: string, { months }: Language) =>
  `${Number(date.slice(8, 10))} ${months[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`

export function findingOf({ day, ...rest }: FindingFacts): Finding {
  if (rest.heldBy.length > 0)
    return {
      en: `On ${dateText(rest.date, languages.en)} no figure of ${rest.ticker} is available: ${rest.heldBy.join(', ')} holds its price back.`,
      id: `Pada ${dateText(rest.date, languages.id)} angka ${rest.ticker} tidak tersedia: ${rest.heldBy.join(', ')} menahan harganya.`,
    }
  if (day === null || day.r === null || day.expected === null || day.ar === null || day.t === null || day.p === null)
    return {
      en: `On ${dateText(rest.date, languages.en)} ${rest.ticker} has no return that could be compared.`,
      id: `Pada ${dateText(rest.date, languages.id)} ${rest.ticker} tidak memiliki imbal hasil yang dapat dibandingkan.`,
    }
  const figures = { ...rest, r: day.r, expected: day.expected, ar: day.ar, t: day.t, p: day.p, span: day.span ?? 1 }
  return { en: english(figures), id: indonesian(figures) }
}

/** Whether the news may belong to another session than the one that is measured, and why: its hour where that leaves the next one alone. */
export function doubtOf({
  day0,
  candidates,
  flags,
}: {
  readonly day0: string
  readonly candidates: readonly string[]
  readonly flags: readonly string[]
}): FindingFacts['doubt'] {
  if (candidates.length < 2) return null
  return flags.includes('time_unknown') && candidates.length === 2 && candidates[0] === day0 ? 'hour' : 'moment'
}

/** A figure of one session, where the news may belong to another, says so in the same breath. */
const doubts = {
  en: ({ doubt }: Pick<FindingFacts, 'doubt'>) =>
    ({
      hour: ' Only the date of the news is known: it may have reached this session or the next.',
      moment: ' The time of the news is uncertain: it may have reached another session.',
      none: '',
    })[doubt ?? 'none'],
  id: ({ doubt }: Pick<FindingFacts, 'doubt'>) =>
    ({
      hour: ' Hanya tanggal beritanya yang diketahui: berita itu mungkin mengenai sesi ini atau sesi berikutnya.',
      moment: ' Waktu beritanya tidak pasti: berita itu mungkin mengenai sesi lain.',
      none: '',
    })[doubt ?? 'none'],
} as const

function english(facts: Figures): string {
  const { percent, statistic, probability, level } = numbers(languages.en)
  const verdict = isSignificant(facts.p, facts.alpha) ? 'is distinguishable' : 'is not distinguishable'
  const joint =
    facts.joint > 0 ? ` Other news reached the same session (${facts.joint}); their effects cannot be told apart.` : ''
  return (
    `On ${dateText(facts.date, languages.en)} ${facts.ticker} returned ${percent(facts.r)}${kindOfReturn(facts, languages.en)}; the ${languages.en.expectations[facts.model]} ` +
    `${percent(facts.expected)}. The ${percent(facts.ar)} difference ${verdict} from a normal day at the ${level(facts.alpha)} level ` +
    `(t = ${statistic(facts.t)}, p ${probability(facts.p)}, ${facts.observations}-session estimation window).${joint}${doubts.en(facts)}`
  )
}

function indonesian(facts: Figures): string {
  const { percent, statistic, probability, level } = numbers(languages.id)
  const verdict = isSignificant(facts.p, facts.alpha) ? 'dapat dibedakan' : 'tidak dapat dibedakan'
  const joint =
    facts.joint > 0 ? ` Berita lain mengenai sesi yang sama (${facts.joint}); pengaruhnya tidak dapat dipisahkan.` : ''
  return (
    `Pada ${dateText(facts.date, languages.id)} ${facts.ticker} memberi imbal hasil ${percent(facts.r)}${kindOfReturn(facts, languages.id)}; ${languages.id.expectations[facts.model]} ` +
    `${percent(facts.expected)}. Selisih ${percent(facts.ar)} ${verdict} dari hari biasa pada taraf ${level(facts.alpha)} ` +
    `(t = ${statistic(facts.t)}, p ${probability(facts.p)}, jendela estimasi ${facts.observations} sesi).${joint}${doubts.id(facts)}`
  )
}
