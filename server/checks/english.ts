import type { CheckName, EvidenceOf } from './checks.ts'
import { DELISTED } from './comparison/symbolChanged.ts'
import type { Finding } from './finding.ts'
import { type Sentence, tell, type Writer } from './sentence.ts'

/** Sentences with what is expected everywhere, in the words that the API has had from the beginning. */
type Ruled = { readonly [Name in CheckName]: Sentence<EvidenceOf<Name>> & { readonly rule?: string } }

type Named = Readonly<Record<string, number | string | null>>

/** `open 1, high 2`: the values that are there, by name. */
const listed = (values: Named, names: readonly string[], { number }: Writer, none: string | null = null): string =>
  names
    .flatMap((name) => {
      const value = values[name] ?? null
      if (value === null) return none === null ? [] : [`${name} ${none}`]
      return [`${name} ${typeof value === 'number' ? number(value) : value}`]
    })
    .join(', ')

const four = ['open', 'high', 'low', 'close'] as const
const sessions = (count: number, { count: write }: Writer) => `${write(count)} ${count === 1 ? 'session' : 'sessions'}`
const bars = (count: number, { count: write }: Writer) => `${write(count)} ${count === 1 ? 'bar' : 'bars'}`
const rows = (count: number, { count: write }: Writer) => `${write(count)} ${count === 1 ? 'row' : 'rows'}`

const described = { name: 'name', exchange: 'exchange', kind: 'type', firstTradeDate: 'first trade' } as const

/** `O 1 H 2 L 1 C 2 V 100 adj none`, of the values now or as stored. */
const replaced = (values: Named, suffix: '' | 'Stored', { exact }: Writer): string => {
  const prices = { O: 'open', H: 'high', L: 'low', C: 'close' } as const
  const write = (name: string) => {
    const value = values[`${name}${suffix}`] ?? null
    return typeof value === 'number' ? exact(value) : 'none'
  }
  return [
    ...Object.entries(prices).map(([letter, name]) => `${letter} ${write(name)}`),
    `V ${write('volume')}`,
    `adj ${write('adjusted')}`,
  ].join(' ')
}

/** What the API, the tables and the database say in English. */
export const english: Ruled = {
  RESP_ENVELOPE: {
    observed: ({ kind, values }) => (kind === 'zone' ? `zone ${values.zone}` : `${values.path}: ${values.problem}`),
    expects: ({ kind }) => (kind === 'zone' ? 'a zone of the IANA list' : 'a chart with one result'),
  },
  RESP_LENGTH: {
    observed: ({ values: { stamps, open, high, low, close, volume, adjusted } }, { count }) =>
      `${count(stamps)} stamps, ${[open, high, low, close, volume, ...(adjusted === null ? [] : [adjusted])].map(count).join(' ')} values`,
    rule: 'lists of equal length',
  },
  RESP_SYMBOL: { observed: ({ values }) => values.told, expects: ({ values }) => values.asked },
  RESP_GRANULARITY: {
    observed: ({ kind, values }, { number }) =>
      kind === 'named' ? values.told : `stamps ${number(values.told)} min apart`,
    expects: ({ kind, values }, { number }) => (kind === 'named' ? values.asked : `${number(values.asked)} min`),
  },
  RESP_TIME_RANGE: {
    observed: ({ values }) => String(values.stamp),
    rule: 'seconds from 1900 to a day from now',
  },
  RESP_CURRENCY: {
    observed: ({ kind, values }) => (kind === 'none' ? 'no currency' : values.told),
    expects: ({ values }) => values.stored,
  },
  RESP_WINDOW: {
    observed: ({ values }, write) => `${rows(values.rows, write)} outside the window asked for`,
  },
  RESP_ORDER: { observed: () => 'stamps out of order or repeated', rule: 'increasing stamps' },
  RESP_FINITE: { observed: ({ values }) => values.told, rule: 'a finite number' },
  RESP_EMPTY: { observed: () => 'no rows', expects: ({ values }, write) => sessions(values.sessions, write) },
  BAR_NULL: { observed: ({ values }, write) => listed(values, four, write, 'null'), rule: 'four prices' },
  BAR_NONPOS: {
    observed: ({ values }, write) => listed(values, [...four, 'volume'], write, 'null'),
    rule: 'prices above zero',
  },
  BAR_NOT_SESSION: {
    observed: ({ values }, { number }) => `a bar, close ${number(values.close)}`,
    rule: 'no session',
  },
  BAR_DUP: {
    observed: ({ values: { volume, otherVolume, close, otherClose } }, { number, count }) =>
      `volume ${volume === null ? 'none' : count(volume)} and ${otherVolume === null ? 'none' : count(otherVolume)}, close ${number(close)} and ${number(otherClose)}`,
    rule: 'one bar',
  },
  BAR_LIVE: { observed: ({ values }) => `seen ${values.seen}`, rule: 'an hour after the close' },
  INTRADAY_LIMIT: {
    observed: ({ values }, { date }) => `${values.interval} bars reach back to ${date(values.earliest)} only`,
    expects: ({ values }, { date }) => `from ${date(values.wanted)}`,
  },
  REVISED: {
    observed: ({ kind, values }, write) =>
      kind === 'bar'
        ? replaced(values, '', write)
        : `volume of ${sessions(values.sessions, write)} restated by up to ${write.number(values.most * 100)} %`,
    expects: ({ kind, values }, write) => (kind === 'bar' ? replaced(values, 'Stored', write) : 'volume as stored'),
  },
  RESTATE_SPLIT: {
    observed: ({ kind, values }, { number, count }) =>
      kind === 'closes'
        ? `${count(values.closes)} closes times ${number(values.factor)}`
        : 'bars on the scale from before, which the source no longer has',
    expects: ({ kind, values }, { number }) =>
      kind === 'closes' ? 'closes as stored' : `times ${number(values.factor)}`,
  },
  RESTATE_DIV: {
    observed: ({ values }, { number }) => `adjusted closes times ${number(values.factor)}`,
    rule: 'adjusted closes as stored',
  },
  RESTATE_MIXED: {
    observed: ({ values }, write) =>
      `${write.count(values.revised)} of ${sessions(values.sessions, write)} differ, each in its own way`,
    rule: 'sessions as stored',
  },
  SYMBOL_CHANGED: {
    observed: ({ kind, values }, { count }) => {
      if (kind === 'not-found')
        return values.days !== null && values.days >= DELISTED
          ? `not found at its source on ${count(values.days)} days: delisted`
          : 'not found at its source'
      return describedAs(values, '')
    },
    expects: ({ kind, values }) =>
      kind === 'not-found' ? `${values.symbol} as stored` : describedAs(values, 'Stored'),
  },
  SYMBOL_REUSED: {
    observed: ({ kind, values }, { number, date }) =>
      kind === 'level'
        ? `closes up to ${number(values.earlier)}, then ${number(values.first)} on ${date(values.firstDate)}`
        : `first trade ${date(values.told)}`,
    expects: ({ kind, values }, { date }) =>
      kind === 'level' ? 'one instrument' : `first trade ${date(values.stored)}`,
  },
  BAR_OHLC: {
    observed: ({ kind, values }, write) => (kind === 'bar' ? listed(values, four, write) : bars(values.bars, write)),
    rule: 'low <= open, close <= high',
  },
  ADJ_MISSING: {
    observed: ({ values: { missing, closes } }, { count }) =>
      `${count(missing)} of ${count(closes)} bars without an adjusted close`,
    rule: 'an adjusted close for every daily bar',
  },
  ADJ_NONPOS: {
    observed: ({ kind, values }, { number, count }) =>
      kind === 'run'
        ? `${count(values.bars)} adjusted closes of ${number(values.low)} to ${number(values.high)}`
        : `adjusted close ${kind === 'value' ? number(values.adjusted) : values.told}`,
    expects: ({ kind }) => (kind === 'no-number' ? 'a finite number' : 'above zero'),
  },
  GAP: {
    observed: ({ kind, values }, write) => {
      const bar = kind === 'sessions' || kind === 'stretch' ? 'bar' : 'regular bar'
      const missing = `${write.count(values.missing)} of ${sessions(values.sessions, write)} without a ${bar}`
      return 'gaps' in values ? `${missing}, in ${write.count(values.gaps)} gaps` : missing
    },
    expects: ({ kind }) => (kind === 'sessions' || kind === 'stretch' ? 'a bar a session' : 'bars in every session'),
  },
  GAP_RETURN: {
    observed: ({ kind, values }, write) =>
      kind === 'span'
        ? `a return over ${sessions(values.sessions, write)}`
        : `${write.count(values.returns)} returns over up to ${sessions(values.sessions, write)}`,
    rule: '1 session',
  },
  STALE_RUN: {
    observed: ({ values }, write) =>
      `${sessions(values.sessions, write)} at ${write.number(values.close)} without a trade`,
  },
  VOL_ZERO_MOVE: {
    observed: ({ kind, values }, write) =>
      kind === 'bar'
        ? `volume 0, ${listed(values, ['low', 'high'], write)}`
        : `${bars(values.bars, write)} moved with volume 0`,
    rule: 'some volume',
  },
  UNIT_BLOCK: {
    observed: ({ values }, { number, step }) => `close ${step(number(values.before), number(values.after))}`,
    rule: 'one unit throughout',
  },
  UNIT_POINT: {
    observed: ({ values }, write) => listed(values, four, write),
    expects: ({ values }, { number }) => `near ${number(values.level)}`,
  },
  SPLIT_DUP: {
    observed: ({ values: { numerator, denominator, unused } }, { number, date }) =>
      `${number(numerator)}:${number(denominator)} twice; the one of ${date(unused)} is not used`,
    rule: 'one split',
  },
  SPLIT_STEP: {
    observed: ({ values }, write) => stepWithSplit(values, write),
    rule: 'no step on split basis',
  },
  SPLIT_TEXT: {
    observed: ({ kind, values }, write) =>
      kind === 'step'
        ? stepWithSplit(values, write)
        : `${write.number(values.numerator)}/${write.number(values.denominator)} with "${values.text}"`,
    expects: ({ kind }) => (kind === 'step' ? 'a step in the direction of the ratio' : 'one ratio'),
  },
  SPLIT_MISSING: {
    observed: ({ kind, values }, { number, step }) => {
      const close = `close ${step(number(values.before), number(values.after))}`
      if (kind !== 'unsure')
        return `${close}, ${kind === 'step' ? 'volume with it' : 'volume not with it'}, near ${number(values.ratio)}:1`
      const traded = values.volume === null ? 'no volume known' : `volume ${number(values.volume)} times the usual`
      return `${close}, near ${number(values.ratio)}:1, ${traded}`
    },
    expects: ({ kind }) => (kind === 'unsure' ? 'a split from the source, unless it is news: kept' : null),
    rule: 'a split from the source',
  },
  MOVE_LARGE: {
    observed: ({ values }, { percent }) => percent(values.move, 1),
    expects: ({ values }, { percent }) => `within ${percent(values.limit, 0)} (log)`,
  },
  DIV_100X_PEER: {
    observed: ({ values }, { number }) => number(values.amount),
    expects: ({ values }, { number }) => `near ${number(values.usual)}, as the others`,
  },
  CG_DOUBLE: {
    observed: ({ values: { dividend, gain, drop } }, { number }) =>
      `dividend ${number(dividend)} with gain ${number(gain)}, drop ${number(drop)}`,
    expects: ({ values }, { number }) => `applied: ${number(values.applied)}`,
  },
  DIV_EXCEEDS: {
    observed: ({ values }, { number }) => number(values.amount),
    expects: ({ values }, { number }) => `below the close of ${number(values.before)}`,
  },
  DIV_NO_DROP: {
    observed: ({ values: { amount, before, low } }, { number }) =>
      `${number(amount)} on ${number(before)}, low after ${number(low)}`,
    expects: ({ values }, { number }) => `below ${number(values.limit)}`,
  },
  DIV_DUP7: {
    observed: ({ values: { first, second, unused } }, { number, date }) =>
      `${number(first)} and ${number(second)}; the one of ${date(unused)} is not used`,
    rule: 'one dividend',
  },
  DIV_FACTOR: {
    observed: ({ values }, { number }) => `source's factor ${number(values.source)}`,
    expects: ({ values }, { number }) => number(values.own),
  },
  CLOSE_ADJUSTED: {
    observed: ({ values }, write) => `${sessions(values.sessions, write)} adjusted for dividends that are not told`,
    rule: 'closes adjusted for splits alone',
  },
  COLUMN_UNUSED: {
    observed: ({ values }) => `${values.columns}: ${values.value}`,
    rule: 'columns that are all understood',
  },
  EXTENDED_TICK: {
    observed: ({ values: { bars: count, start, low, high } }, write) =>
      `${bars(count, write)}, such as ${start.slice(11, 16)} UTC: low ${write.number(low)}, high ${write.number(high)}`,
    expects: ({ values }, write) => listed(values, ['open', 'close'], write),
  },
  RESP_STALE: {
    observed: ({ values }, write) =>
      `last trade ${write.date(values.trade)}, ${sessions(values.sessions, write)} before ${write.date(values.session)}`,
    rule: 'a trade in one of the last sessions',
  },
  BAR_REPEATED: {
    observed: ({ values }, write) =>
      `${sessions(values.sessions, write)} equal to the one before, close ${write.number(values.close)}, ${values.volume === null ? 'no volume' : `volume ${write.count(values.volume)}`}`,
    rule: 'a session of its own',
  },
  PRICE_REVERTS: {
    observed: ({ values: { before, close, after } }, { number, step }) =>
      `close ${step(step(number(before), number(close)), number(after))}`,
    rule: 'a move that is not taken back the next session',
  },
  LEVEL_STEP: {
    observed: ({ values: { before, after, factor } }, { number, step }) =>
      `close ${step(number(before), number(after))}, times ${number(factor)}, traded as usual`,
    rule: 'a move that is traded',
  },
  SPLIT_RATIO: {
    observed: ({ values }, write) => stepWithSplit(values, write),
    rule: 'a step by the ratio, or none',
  },
  DIV_UNTOLD: {
    observed: ({ kind, values }, { number, count }) =>
      kind === 'payment'
        ? `adjusted closes know ${number(values.amount)} on ${number(values.before)}`
        : `adjusted closes know ${count(values.payments)} payments, none is stored`,
    rule: 'a payment among the actions',
  },
  DIV_SCALE: {
    observed: ({ values }, { number, count }) =>
      `${count(values.payments)} payments times ${number(values.times)} of what adjusted closes know`,
    rule: 'the same amounts',
  },
  VOL_LARGE: {
    observed: ({ values }, { count }) => `volume ${count(values.volume)}`,
    expects: ({ values }, { count }) => `near ${count(values.usual)}`,
  },
  VOL_STEP: {
    observed: ({ values: { before, after, times } }, { number, count, step }) =>
      `usual volume ${step(count(before), count(after))}, times ${number(times)}`,
    rule: 'one unit throughout',
  },
  WICK_LARGE: {
    observed: ({ values }, write) => listed(values, four, write),
    rule: 'high and low near open and close',
  },
  OPEN_CLOSE_SWAP: {
    observed: ({ values: { sessions: count, overnight, across } }, write) =>
      `${sessions(count, write)}: ${write.percent(overnight, 2)} from close to open, ${write.percent(across, 2)} from open to the next close`,
    rule: 'less over night than over two days',
  },
  DATE_SHIFT: {
    observed: ({ values: { sessions: by, same, shifted } }, { number }) =>
      `moves with the market of the session ${by > 0 ? 'before' : 'after'}: correlation ${number(shifted)}, with the same session ${number(same)}`,
    rule: 'moves with the market of the same session',
  },
  BENCH_ALIGN: {
    observed: ({ values }, write) => `${sessions(values.sessions, write)} with a bar of one and not of the other`,
    rule: 'the same sessions',
  },
}

const describedAs = (values: Named, suffix: '' | 'Stored'): string =>
  (Object.keys(described) as (keyof typeof described)[])
    .flatMap((field) => {
      const value = values[`${field}${suffix}`] ?? null
      return value === null ? [] : [`${described[field]} ${value}`]
    })
    .join(', ')

const stepWithSplit = (
  {
    before,
    after,
    numerator,
    denominator,
  }: { readonly before: number; readonly after: number; readonly numerator: number; readonly denominator: number },
  { number, step }: Writer,
): string => `close ${step(number(before), number(after))} with ${number(numerator)}:${number(denominator)}`

/** Up to six significant digits; dates as they are. */
const plain: Writer = {
  number: (value) => String(Number(value.toPrecision(6))),
  exact: String,
  count: String,
  percent: (value, decimals) => `${(value * 100).toFixed(decimals)} %`,
  date: (value) => value,
  step: (before, after) => `${before} -> ${after}`,
}

/** What a finding says in English: `observed` and `expected` of the API, the tables and the database. */
export function inEnglish(finding: Pick<Finding, 'check' | 'evidence'>): {
  readonly observed: string
  readonly expected: string | null
} {
  const rules: Readonly<Record<string, { readonly rule?: string }>> = english
  const told = tell(finding, english, plain)
  if (told === null) throw new RangeError(`Cannot tell of ${finding.check} as no check has that name`)
  return { observed: told.observed, expected: told.expects ?? rules[finding.check]?.rule ?? null }
}
