/** Values of a bar that evidence may name. */
export type Field = 'open' | 'high' | 'low' | 'close' | 'volume' | 'adjusted'
/** Sentences that evidence may be, told again in the reader's language. */
export type Telling =
  | 'withoutBar'
  | 'returnOver'
  | 'differ'
  | 'stoodStill'
  | 'volumeRestated'
  | 'oneOnly'
  | 'stray'
  | 'step'
  | 'near'
  | 'percent'
  | 'sessions'
  | 'duplicate'

/** What a check gives as evidence: values by name, a known sentence with its numbers, or words that stay as they are. */
export type Evidence =
  | { readonly kind: 'values'; readonly values: readonly { readonly field: Field; readonly value: number | null }[] }
  | { readonly kind: 'told'; readonly as: Telling; readonly numbers: readonly string[] }
  | { readonly kind: 'words'; readonly text: string }

const letters: Readonly<Record<string, Field>> = {
  O: 'open',
  H: 'high',
  L: 'low',
  C: 'close',
  V: 'volume',
  adj: 'adjusted',
  open: 'open',
  high: 'high',
  low: 'low',
  close: 'close',
  volume: 'volume',
  'adjusted close': 'adjusted',
}

const number = '(-?[\\d.]+(?:e-?\\d+)?)'
const sentences: readonly (readonly [as: Telling, pattern: RegExp])[] = [
  ['withoutBar', /^(\d+) of (\d+) sessions without a (?:regular )?bar$/],
  ['returnOver', /^a return over (\d+) sessions$/],
  ['differ', /^(\d+) of (\d+) sessions differ, each in its own way$/],
  ['stoodStill', new RegExp(`^(\\d+) sessions at ${number} without a trade$`)],
  ['volumeRestated', new RegExp(`^volume of (\\d+) sessions restated by up to ${number} %$`)],
  ['oneOnly', /^(\d+) sessions with a bar of one and not of the other$/],
  ['stray', new RegExp(`^(\\d+) bars, such as (\\d\\d:\\d\\d) UTC: low ${number}, high ${number}$`)],
  ['duplicate', new RegExp(`^volume ${number} and ${number}, close ${number} and ${number}$`)],
  ['step', new RegExp(`^close ${number} -> ${number}$`)],
  ['near', new RegExp(`^near ${number}$`)],
  ['percent', new RegExp(`^${number} %$`)],
  ['sessions', /^(\d+) sessions?$/],
]

const naming = /(?:^|, | )(O|H|L|C|V|adj|open|high|low|adjusted close|close|volume) (-?[\d.]+(?:e-?\d+)?|null|none)/g

/** Reads the evidence of a finding, which the API gives as a short English text. */
export function evidenceOf(text: string): Evidence {
  for (const [as, pattern] of sentences) {
    const match = pattern.exec(text)
    if (match !== null) return { kind: 'told', as, numbers: match.slice(1) }
  }
  const found = [...text.matchAll(naming)]
  // Values are values only when nothing else is said beside them.
  if (found.length === 0 || found.map(([whole]) => whole).join('') !== text) return { kind: 'words', text }
  return {
    kind: 'values',
    values: found.map(([, name = '', value = '']) => ({
      field: letters[name] ?? 'close',
      value: Number.isFinite(Number(value)) ? Number(value) : null,
    })),
  }
}
