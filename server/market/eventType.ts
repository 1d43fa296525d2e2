/** The kinds of each family of event types; a bare family is a type too. */
const kinds = {
  earnings: ['results', 'guidance', 'preannouncement', 'call'],
  deal: ['agreement', 'agreement_ended', 'acquisition', 'divestiture', 'completed', 'rumour'],
  management: ['ceo', 'cfo', 'board', 'other'],
  capital: ['debt', 'equity_issue', 'buyback', 'dividend', 'split', 'holder_rights'],
  listing: ['delisting_notice', 'transfer', 'index_change'],
  accounting: ['impairment', 'restatement', 'auditor'],
  distress: ['bankruptcy', 'restructuring'],
  governance: ['control_change', 'bylaws', 'vote', 'ethics_code'],
  security: ['incident'],
  legal: ['lawsuit', 'ruling', 'settlement'],
  regulation: ['action', 'approval'],
  product: ['launch', 'recall', 'outage'],
  partnership: [],
  customer: [],
  labour: [],
  analyst: ['upgrade', 'downgrade', 'target'],
  insider: ['buy', 'sell'],
  holder: ['stake'],
  macro: ['rates', 'inflation', 'jobs', 'growth', 'policy'],
  geopolitics: [],
  disaster: [],
  disclosure: [],
  other: [],
} as const

type Group = keyof typeof kinds

const codes: ReadonlySet<string> = new Set(
  Object.entries(kinds).flatMap(([family, names]) => [family, ...names.map((name) => `${family}.${name}`)]),
)

/** Every code of the format, families before their kinds. */
export const eventTypes: readonly string[] = [...codes]

const ownCode = /^x\.[a-z0-9][a-z0-9_.-]{0,59}$/

/** Is `code` a type of the format, or one of a user's own, which begin with `x.`? */
export const isEventType = (code: string): boolean => codes.has(code) || ownCode.test(code)

/** Words of hand-made files that are no code. */
const words: ReadonlyMap<string, string> = new Map([
  ['earnings', 'earnings.results'],
  ['guidance', 'earnings.guidance'],
  ['macro', 'macro.policy'],
  ['regulatory', 'regulation.action'],
  ['security', 'security.incident'],
  ['interview', 'disclosure'],
  ['corporate', 'other'],
])

/** The type that a word in a `category` column stands for; a word that nobody knows becomes a type of its own, `x.word`. */
export function typeOfCategory(word: string): string {
  const plain = word.trim().toLowerCase()
  const known = words.get(plain)
  if (known !== undefined) return known
  if (isEventType(plain)) return plain
  const slug = plain
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .slice(0, 40)
  return slug === '' ? 'other' : `x.${slug}`
}

/** The type that a value in a `type` column stands for, or null when it is unknown. */
export function typeOfCode(code: string): string | null {
  const plain = code.toLowerCase()
  return isEventType(plain) ? plain : (words.get(plain) ?? null)
}

/** Items of form 8-K in the order in which they decide, with the type each stands for. */
const items: ReadonlyMap<string, string> = new Map([
  ['2.02', 'earnings.results'],
  ['1.03', 'distress.bankruptcy'],
  ['4.02', 'accounting.restatement'],
  ['1.05', 'security.incident'],
  ['5.01', 'governance.control_change'],
  ['2.01', 'deal.completed'],
  ['5.02', 'management.other'],
  ['1.01', 'deal.agreement'],
  ['1.02', 'deal.agreement_ended'],
  ['3.01', 'listing.delisting_notice'],
  ['2.05', 'distress.restructuring'],
  ['2.06', 'accounting.impairment'],
  ['4.01', 'accounting.auditor'],
  ['2.03', 'capital.debt'],
  ['2.04', 'capital.debt'],
  ['3.02', 'capital.equity_issue'],
  ['3.03', 'capital.holder_rights'],
  ['5.03', 'governance.bylaws'],
  ['5.07', 'governance.vote'],
  ['5.05', 'governance.ethics_code'],
  ['7.01', 'disclosure'],
  ['8.01', 'disclosure'],
])

/**
 * The type of an 8-K from its item numbers: the first that applies decides, exhibits (9.01) never do. A departure or
 * appointment (5.02) is about the chief executive only when `text` says so.
 */
export function typeOfItems(found: readonly string[], text: string): string {
  for (const [item, type] of items) {
    if (!found.includes(item)) continue
    return item === '5.02' && /\bCEO\b|\bchief executive\b/i.test(text) ? 'management.ceo' : type
  }
  return found.some((item) => item !== '9.01') ? 'disclosure' : 'other'
}

/** The families of events as a reader sees them: one rail each. */
export const families = ['governance', 'deals', 'product', 'legal', 'macro', 'earnings', 'other'] as const
export type Family = (typeof families)[number]

const familyOf: Readonly<Record<Group, Family>> = {
  earnings: 'earnings',
  accounting: 'earnings',
  deal: 'deals',
  capital: 'deals',
  partnership: 'deals',
  customer: 'deals',
  holder: 'deals',
  governance: 'governance',
  management: 'governance',
  insider: 'governance',
  labour: 'governance',
  distress: 'governance',
  product: 'product',
  security: 'product',
  legal: 'legal',
  regulation: 'legal',
  macro: 'macro',
  geopolitics: 'macro',
  disaster: 'macro',
  listing: 'other',
  analyst: 'other',
  disclosure: 'other',
  other: 'other',
}

/** Types of a user's own that belong to a family all the same. */
const ownFamilies: ReadonlyMap<string, Family> = new Map([['x.pricing', 'product']])

/** The family an event type is shown in. */
export function eventFamily(type: string): Family {
  const own = ownFamilies.get(type)
  if (own !== undefined) return own
  const group = type.split('.', 1)[0] ?? ''
  return Object.hasOwn(familyOf, group) ? familyOf[group as Group] : 'other'
}

/** Type prefixes that belong to a family, for a question to the store: `deal` stands for `deal` and `deal.…`. */
export const typesOfFamily = (family: Family): readonly string[] => [
  ...Object.keys(familyOf).filter((group) => familyOf[group as Group] === family),
  ...[...ownFamilies].filter(([, own]) => own === family).map(([type]) => type),
]

/** A record of market value is what the price did, not news that moved it: never a cause in a test. */
export const isOutcome = (type: string): boolean => type === 'x.milestone' || type.startsWith('x.milestone.')
