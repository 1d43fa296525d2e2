import type { Token } from './token.ts'

/** What a class of words stands for where it was found, and the token after it. */
export interface Found {
  readonly to: number
  readonly value: unknown
}

/** Reads a class of words at a token: a month, a number, a year. */
export type WordClass = (tokens: readonly Token[], at: number) => Found | null

export type Bindings = Readonly<Record<string, unknown>>

interface Element {
  readonly optional: boolean
  /** Words of which one must stand here, or the class it must be of. */
  readonly words: ReadonlySet<string>
  readonly name: string | null
  readonly read: WordClass | null
}

export interface Rule<T> {
  readonly elements: readonly Element[]
  readonly make: (found: Bindings, tokens: readonly Token[], from: number, to: number) => T | null
}

/**
 * A rule of a grammar. Its pattern is a row of words `a|an`, classes `<month>` and optional ones in brackets: `[of]`,
 * `[<year>]`. A second word of a class is `<month2>`. Nothing repeats, so that a rule looks at a few tokens only.
 */
export function rule<T>(classes: Readonly<Record<string, WordClass>>, pattern: string, make: Rule<T>['make']): Rule<T> {
  const elements = pattern.split(' ').map((written): Element => {
    const optional = written.startsWith('[')
    const plain = optional ? written.slice(1, -1) : written
    const name = /^<(\w+)>$/.exec(plain)?.[1] ?? null
    if (name === null) return { optional, words: new Set(plain.split('|')), name, read: null }
    const read = classes[name.replace(/\d$/, '')]
    if (read === undefined) throw new RangeError(`Cannot read the pattern "${pattern}": there is no class ${name}`)
    return { optional, words: new Set(), name, read }
  })
  return { elements, make }
}

/** Where a pattern ends that begins at a token, and what it bound; null where it does not fit. */
function match(
  elements: readonly Element[],
  index: number,
  tokens: readonly Token[],
  at: number,
): { to: number; found: Bindings } | null {
  const element = elements[index]
  if (element === undefined) return { to: at, found: {} }
  const token = tokens[at]
  if (token !== undefined) {
    if (element.read !== null && element.name !== null) {
      const one = element.read(tokens, at)
      const rest = one === null ? null : match(elements, index + 1, tokens, one.to)
      if (one !== null && rest !== null) return { to: rest.to, found: { [element.name]: one.value, ...rest.found } }
    } else if (element.words.has(token.lower)) {
      const rest = match(elements, index + 1, tokens, at + 1)
      if (rest !== null) return rest
    }
  }
  return element.optional ? match(elements, index + 1, tokens, at) : null
}

/** Rules by the word they begin with; those that begin with a class apart. */
export interface Grammar<T> {
  readonly byWord: ReadonlyMap<string, readonly Rule<T>[]>
  readonly byClass: ReadonlyMap<WordClass, readonly Rule<T>[]>
}

export function grammar<T>(rules: readonly Rule<T>[]): Grammar<T> {
  const byWord = new Map<string, Rule<T>[]>()
  const byClass = new Map<WordClass, Rule<T>[]>()
  const add = <K>(map: Map<K, Rule<T>[]>, key: K, one: Rule<T>) => {
    const list = map.get(key) ?? []
    if (!list.includes(one)) map.set(key, [...list, one])
  }
  for (const one of rules)
    for (const element of one.elements) {
      for (const word of element.words) add(byWord, word, one)
      if (element.read !== null) add(byClass, element.read, one)
      if (!element.optional) break
    }
  return { byWord, byClass }
}

/** What stands at the end of a reading only because more could have followed is not of it. */
function withoutTail(tokens: readonly Token[], from: number, to: number): number {
  let end = to
  while (end > from + 1 && /^([,/–—-]|of|in|di|pada)$/.test(tokens[end - 1]?.lower ?? '')) end--
  return end
}

/** The longest reading that begins at a token. */
export function longest<T>(
  { byWord, byClass }: Grammar<T>,
  tokens: readonly Token[],
  at: number,
): { readonly to: number; readonly made: T } | null {
  let best: { readonly to: number; readonly made: T } | null = null
  const attempt = (rules: readonly Rule<T>[]) => {
    for (const { elements, make } of rules) {
      const fit = match(elements, 0, tokens, at)
      if (fit === null) continue
      const to = withoutTail(tokens, at, fit.to)
      if (best !== null && to <= best.to) continue
      const made = make(fit.found, tokens, at, to)
      if (made !== null) best = { to, made }
    }
  }
  attempt(byWord.get(tokens[at]?.lower ?? '') ?? [])
  for (const [read, rules] of byClass) if (read(tokens, at) !== null) attempt(rules)
  return best
}
