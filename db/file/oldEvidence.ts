/**
 * What a finding of release 0.1.0 saw, read from the English text that was all it had. Only its migration asks: later
 * releases store the values. The texts are those of that release and change no more.
 */

export interface OldText {
  readonly check: string
  readonly observed: string
  readonly expected: string | null
}

type Value = number | string | null
export interface OldEvidence {
  readonly kind: string
  readonly values: Readonly<Record<string, Value>>
}

/** A number as that release wrote it: at most six digits, or all that a volume has. */
const N = '(-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)'
const NONE = '(-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?|null|none)'
const DAY = '(\\d{4}-\\d\\d-\\d\\d)'
const NAMED = new RegExp(`(open|high|low|close|volume) ${NONE}`, 'g')

/** `%` stands for a number, `?` for one or none, `@` for a date; what they stand for comes in order. */
function matched(pattern: string, text: string): readonly Value[] | null {
  const places: Readonly<Record<string, string>> = { '%': N, '?': NONE, '@': DAY }
  const source = pattern.replace(/[%?@.*+^${}()|[\]\\/]/g, (sign) => places[sign] ?? `\\${sign}`)
  const match = new RegExp(`^${source}$`).exec(text)
  if (match === null) return null
  return match
    .slice(1)
    .map((word) => (word === 'null' || word === 'none' ? null : /^\d{4}-/.test(word) ? word : Number(word)))
}

/** A sentence of that release: patterns of its two texts, what it was evidence of, the names of its values in order. */
type Sentence = readonly [observed: string, expected: string | null, kind: string, names: string]

/** By check. A text that no sentence fits stays a text. */
const sentences: Readonly<Record<string, readonly Sentence[]>> = {
  RESP_WINDOW: [['% rows outside the window asked for', null, 'rows', 'rows']],
  RESP_ORDER: [['stamps out of order or repeated', null, 'order', '']],
  RESP_TIME_RANGE: [['%', null, 'stamp', 'stamp']],
  RESP_EMPTY: [['no rows', '% sessions', 'sessions', 'sessions']],
  RESP_LENGTH: [
    ['% stamps, % % % % % values', null, 'lengths', 'stamps open high low close volume -adjusted'],
    ['% stamps, % % % % % % values', null, 'lengths', 'stamps open high low close volume adjusted'],
  ],
  BAR_NOT_SESSION: [['a bar, close %', null, 'bar', 'close']],
  BAR_DUP: [['volume ? and ?, close % and %', null, 'pair', 'volume otherVolume close otherClose']],
  BAR_OHLC: [['% bars', null, 'bars', 'bars']],
  GAP: [
    ['% of % sessions without a bar', null, 'sessions', 'missing sessions'],
    ['% of % sessions without a regular bar', null, 'regular-sessions', 'missing sessions'],
  ],
  GAP_RETURN: [['a return over % sessions', null, 'span', 'sessions']],
  STALE_RUN: [['% sessions at % without a trade', null, 'run', 'sessions close']],
  VOL_ZERO_MOVE: [
    ['volume 0, low %, high %', null, 'bar', 'low high'],
    ['% bars moved with volume 0', null, 'bars', 'bars'],
  ],
  UNIT_BLOCK: [['close % -> %', null, 'step', 'before after']],
  SPLIT_TEXT: [
    ['close % -> % with %:%', 'a step in the direction of the ratio', 'step', 'before after numerator denominator'],
  ],
  SPLIT_MISSING: [['close % -> %, volume with it, near %:1', null, 'step', 'before after ratio']],
  SPLIT_DUP: [['%:% twice; the one of @ is not used', null, 'split', 'numerator denominator unused']],
  DIV_FACTOR: [["source's factor %", '%', 'factor', 'source own']],
  DIV_DUP7: [['% and %; the one of @ is not used', null, 'pair', 'first second unused']],
  DIV_NO_DROP: [['% on %, low after %', 'below %', 'drop', 'amount before low limit']],
  DIV_100X_PEER: [['%', 'near %, as the others', 'amount', 'amount usual']],
  DIV_EXCEEDS: [['%', 'below the close of %', 'amount', 'amount before']],
  ADJ_NONPOS: [['adjusted close %', 'above zero', 'value', 'adjusted']],
  CG_DOUBLE: [['dividend % with gain %, drop %', 'applied: %', 'payments', 'dividend gain drop applied']],
  REVISED: [
    [
      'O % H % L % C % V ? adj ?',
      'O % H % L % C % V ? adj ?',
      'bar',
      'open high low close volume adjusted openStored highStored lowStored closeStored volumeStored adjustedStored',
    ],
  ],
  RESTATE_SPLIT: [
    ['% closes times %', null, 'closes', 'closes factor'],
    ['bars on the scale from before, which the source no longer has', 'times %', 'left-behind', 'factor'],
  ],
  RESTATE_DIV: [['adjusted closes times %', null, 'adjusted', 'factor']],
  RESTATE_MIXED: [['% of % sessions differ, each in its own way', null, 'sessions', 'revised sessions']],
  SYMBOL_REUSED: [
    ['closes up to %, then % on @', null, 'level', 'earlier first firstDate'],
    ['first trade @', 'first trade @', 'first-trade', 'told stored'],
  ],
}

const by = (text: string): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    [...text.matchAll(NAMED)].map(([, name = '', value]) => [name, value === 'null' ? null : Number(value)]),
  )

const price = ({ open = null, high = null, low = null, close = null }: Readonly<Record<string, Value>>) => ({
  open,
  high,
  low,
  close,
})

/** Texts that are made of words, or of values that not all of them have. */
const others: Readonly<Record<string, (text: OldText & { readonly expected: string }) => OldEvidence | null>> = {
  RESP_ENVELOPE: ({ observed, expected }) => {
    if (expected === 'a zone of the IANA list')
      return { kind: 'zone', values: { zone: observed.slice('zone '.length) } }
    const at = observed.indexOf(': ')
    return at < 0 ? null : { kind: 'shape', values: { path: observed.slice(0, at), problem: observed.slice(at + 2) } }
  },
  RESP_SYMBOL: ({ observed, expected }) => ({ kind: 'symbol', values: { told: observed, asked: expected } }),
  RESP_GRANULARITY: ({ observed, expected }) => {
    const [told, asked] = [matched('stamps % min apart', observed), matched('% min', expected)]
    return told !== null && asked !== null
      ? { kind: 'spacing', values: { told: told[0] ?? null, asked: asked[0] ?? null } }
      : { kind: 'named', values: { told: observed, asked: expected } }
  },
  RESP_CURRENCY: ({ observed, expected }) =>
    observed === 'no currency'
      ? { kind: 'none', values: { stored: expected === '' ? null : expected } }
      : { kind: 'changed', values: { told: observed, stored: expected } },
  RESP_FINITE: ({ observed }) => ({ kind: 'no-number', values: { told: observed } }),
  BAR_NULL: ({ observed }) => ({ kind: 'bar', values: price(by(observed)) }),
  BAR_NONPOS: ({ observed }) => ({
    kind: 'bar',
    values: { ...price(by(observed)), volume: by(observed).volume ?? null },
  }),
  BAR_LIVE: ({ observed }) => ({ kind: 'seen', values: { seen: observed.slice('seen '.length) } }),
  BAR_OHLC: ({ observed }) => ({ kind: 'bar', values: price(by(observed)) }),
  UNIT_POINT: ({ observed, expected }) => {
    const level = matched('near %', expected)
    return level === null ? null : { kind: 'prices', values: { level: level[0] ?? null, ...price(by(observed)) } }
  },
  SPLIT_TEXT: ({ observed, expected }) => {
    const match = new RegExp(`^${N}/${N} with "(.*)"$`, 's').exec(observed)
    if (match === null || expected !== 'one ratio') return null
    const [, numerator, denominator, text = ''] = match
    return { kind: 'text', values: { numerator: Number(numerator), denominator: Number(denominator), text } }
  },
  MOVE_LARGE: ({ observed, expected }) => percents(observed, expected),
  ADJ_NONPOS: ({ observed }) => ({ kind: 'no-number', values: { told: observed.slice('adjusted close '.length) } }),
  REVISED: ({ observed }) => {
    const match = new RegExp(`^volume of (\\d+) sessions restated by up to ${N} %$`).exec(observed)
    if (match === null) return null
    return { kind: 'volumes', values: { sessions: Number(match[1]), most: Number(match[2]) / 100 } }
  },
  SYMBOL_CHANGED: ({ observed, expected }) => {
    const lost = /^not found at its source(?: on (\d+) days: delisted)?$/.exec(observed)
    if (lost === null) return described(observed, expected)
    const symbol = expected.replace(/ as stored$/, '')
    return { kind: 'not-found', values: { days: lost[1] === undefined ? null : Number(lost[1]), symbol } }
  },
  INTRADAY_LIMIT: ({ observed, expected }) => {
    const match = new RegExp(`^(\\w+) bars reach back to ${DAY} only$`).exec(observed)
    const wanted = matched('from @', expected)
    if (match === null || wanted === null) return null
    return {
      kind: 'reach',
      values: { interval: match[1] ?? '', earliest: match[2] ?? '', wanted: wanted[0] ?? null },
    }
  },
}

function percents(observed: string, expected: string): OldEvidence | null {
  const move = new RegExp(`^${N} %$`).exec(observed)
  const limit = new RegExp(`^within ${N} % \\(log\\)$`).exec(expected)
  if (move === null || limit === null) return null
  return { kind: 'move', values: { move: Number(move[1]) / 100, limit: Number(limit[1]) / 100 } }
}

const labels = { name: 'name', exchange: 'exchange', type: 'kind', 'first trade': 'firstTradeDate' } as const

/** `name A, exchange B`: of each label the words up to the next one; names may have commas. */
function described(observed: string, expected: string): OldEvidence | null {
  const told = Object.keys(labels).filter((label) => ` ${observed}`.includes(` ${label} `))
  const pattern = new RegExp(`^${told.map((label) => `${label} (.+)`).join(', ')}$`)
  const [now, before] = [pattern.exec(observed), pattern.exec(expected)]
  if (told.length === 0 || now === null || before === null) return null
  const values: Record<string, Value> = {}
  for (const [label, field] of Object.entries(labels)) {
    const at = told.indexOf(label) + 1
    values[field] = at === 0 ? null : (now[at] ?? null)
    values[`${field}Stored`] = at === 0 ? null : (before[at] ?? null)
  }
  return { kind: 'description', values }
}

/** @returns null for a text of which nothing is known */
export function evidenceOfText({ check, observed, expected }: OldText): OldEvidence | null {
  for (const [one, other, kind, names] of sentences[check] ?? []) {
    const [saw, wanted] = [matched(one, observed), other === null ? [] : matched(other, expected ?? '')]
    if (saw === null || wanted === null) continue
    const found = [...saw, ...wanted]
    const values: Record<string, Value> = {}
    for (const [at, name] of names.split(' ').filter(Boolean).entries())
      values[name.replace('-', '')] = name.startsWith('-') ? null : (found[at] ?? null)
    return { kind, values }
  }
  return others[check]?.({ check, observed, expected: expected ?? '' }) ?? null
}
