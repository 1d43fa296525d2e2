import { Parser } from 'htmlparser2'
import { lineBreaks } from '../../fileText.ts'

/** Text of an element, and how its `type` says that it is written. */
export interface FeedText {
  readonly text: string
  readonly type: string | null
}

/** One item or entry of a feed: the first of each of its own elements, under the prefixes of `spaces`. */
export interface FeedEntry {
  readonly line: number
  readonly texts: ReadonlyMap<string, FeedText>
  readonly categories: readonly string[]
  /** Address of the page that it tells of, as written. */
  readonly link: string | null
  /** Whether its guid is said to be no address. */
  readonly guidIsName: boolean
}

export interface Feed {
  readonly title: FeedText | null
  readonly link: string | null
  readonly language: string | null
  readonly entries: readonly FeedEntry[]
}

/** Why a feed is not read, and where. */
export class NoFeed extends Error {
  override readonly name = 'NoFeed'
  readonly code: 'E_XML' | 'E_LIMIT' | 'E_VERSION'
  readonly line: number | null
  constructor(code: NoFeed['code'], line: number | null, message: string) {
    super(message)
    this.code = code
    this.line = line
  }
}

/** Namespaces whose elements are read, by the prefix that they have here whatever the file calls them. RSS 2.0 has none. */
const spaces: ReadonlyMap<string, string> = new Map([
  ['', 'rss'],
  ['http://backend.userland.com/rss2', 'rss'],
  ['http://purl.org/rss/1.0/', 'rss'],
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'rdf'],
  ['http://www.w3.org/2005/Atom', 'atom'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://purl.org/dc/terms/', 'dcterms'],
])
const roots = new Set(['rss:rss', 'rdf:RDF', 'atom:feed'])
const entryNames = new Set(['rss:item', 'atom:entry'])
const feedNames = new Set(['rss:channel', 'atom:feed'])

/** Elements in one another: text of Atom may be a page of its own. */
const DEEPEST = 100
/** Characters of one element that are kept; what comes after them is not looked at. */
const LONGEST = 10_000

interface Open {
  readonly name: string
  readonly prefixes: ReadonlyMap<string, string>
  readonly base: string | null
}

interface Reading {
  readonly name: string
  readonly type: string | null
  readonly depth: number
  text: string
}

/**
 * Reads a feed piece by piece: an entry is kept, what lies beside its own elements is not. Nothing that the file names is
 * fetched, and entities of its own are not taken. An element that is not closed is a fault, so that half a file is none.
 *
 * @param most entries
 * @throws NoFeed
 */
export function feedEntries(text: string, most: number): Feed {
  const stack: Open[] = []
  const entries: FeedEntry[] = []
  let entry: {
    line: number
    texts: Map<string, FeedText>
    categories: string[]
    link: string | null
    guidIsName: boolean
  } | null = null
  let reading: Reading | null = null
  const own = { title: null as FeedText | null, link: null as string | null, language: null as string | null }
  let [seen, line, isEnded] = [0, 1, false]
  const lineHere = (): number => {
    line += lineBreaks(text.slice(seen, parser.startIndex))
    seen = parser.startIndex
    return line
  }

  /** What an element of an entry or of the feed says with its attributes. */
  function attributesOf(name: string, attributes: Readonly<Record<string, string>>, base: string | null): void {
    if (name === 'atom:link' && (attributes.rel ?? 'alternate') === 'alternate' && attributes.href !== undefined) {
      const href = absolute(attributes.href, base)
      if (entry === null) own.link ??= href
      else entry.link ??= href
    }
    if (entry === null) return
    if (name === 'atom:category' && attributes.term !== undefined) entry.categories.push(attributes.term)
    if (name === 'rss:guid') entry.guidIsName = attributes.isPermaLink === 'false'
  }

  /** What an element that has ended said. */
  function keep({ name, text: words, type }: Reading): void {
    // Atom's text is no markup unless it says so.
    const found = { text: words.trim(), type: type ?? (name.startsWith('atom:') ? 'text' : null) }
    if (entry === null) {
      if (name === 'rss:title' || name === 'atom:title') own.title ??= found
      else if (name === 'rss:link') own.link ??= found.text
      else if (name === 'rss:language' || name === 'dc:language') own.language ??= found.text
    } else if (name === 'rss:category' || name === 'dc:subject') entry.categories.push(found.text)
    else if (name === 'rss:link') entry.link ??= found.text
    else if (!entry.texts.has(name)) entry.texts.set(name, found)
  }

  function opened(tag: string, attributes: Readonly<Record<string, string>>): void {
    const above = stack.at(-1)
    if (stack.length >= DEEPEST)
      throw new NoFeed('E_LIMIT', lineHere(), `elements lie more than ${DEEPEST} deep in one another`)
    const prefixes = declared(attributes, above?.prefixes ?? new Map())
    const base =
      'xml:base' in attributes ? absolute(attributes['xml:base'] ?? '', above?.base ?? null) : (above?.base ?? null)
    const name = nameOf(tag, prefixes)
    if (above === undefined) {
      if (isEnded || !roots.has(name))
        throw new NoFeed('E_VERSION', lineHere(), `its first element, ${tag}, is of another namespace or kind`)
      own.language = attributes['xml:lang'] ?? null
    }
    stack.push({ name, prefixes, base })
    if (reading !== null) {
      // Words of two elements are not one word.
      reading.text += ' '
      return
    }
    if (entry === null && entryNames.has(name)) {
      if (entries.length >= most) throw new NoFeed('E_LIMIT', lineHere(), `it may hold ${most} entries and holds more`)
      entry = { line: lineHere(), texts: new Map(), categories: [], link: null, guidIsName: false }
      if (attributes['rdf:about'] !== undefined)
        entry.texts.set('rdf:about', { text: attributes['rdf:about'], type: null })
      return
    }
    if (above === undefined || !(entryNames.has(above.name) || feedNames.has(above.name))) return
    attributesOf(name, attributes, base)
    reading = { name, type: attributes.type ?? null, depth: stack.length, text: '' }
  }

  const parser: Parser = new Parser(
    {
      onopentag: opened,
      onclosetag: (tag, isImplied) => {
        if (isImplied && !isSelfClosed(text, parser))
          throw new NoFeed('E_XML', lineHere(), `the element ${tag.slice(0, 60)} is not closed`)
        if (reading !== null && reading.depth === stack.length) {
          keep(reading)
          reading = null
        } else if (reading !== null) reading.text += ' '
        const closed = stack.pop()
        if (entry !== null && closed !== undefined && entryNames.has(closed.name) && reading === null) {
          entries.push(entry)
          entry = null
        }
        isEnded = stack.length === 0
      },
      ontext: (words) => {
        if (reading !== null && reading.text.length < LONGEST) reading.text += words.slice(0, LONGEST)
      },
      onprocessinginstruction: (_, data) => {
        if (/^!doctype[^>]*\[|^!entity/i.test(data))
          throw new NoFeed('E_XML', lineHere(), 'it defines entities of its own')
      },
    },
    { xmlMode: true },
  )
  parser.end(text)
  if (!isEnded) throw new NoFeed('E_XML', null, 'it holds no element')
  return { ...own, entries }
}

/** `<a/>` also ends by itself. */
const isSelfClosed = (text: string, { endIndex }: Parser): boolean =>
  text[endIndex - 1] === '/' && text[endIndex] === '>'

/** The name of an element under our own prefix; `?:` before one of a namespace that is not read. */
function nameOf(tag: string, prefixes: ReadonlyMap<string, string>): string {
  const colon = tag.indexOf(':')
  const [prefix, local] = colon < 0 ? ['', tag] : [tag.slice(0, colon), tag.slice(colon + 1)]
  const space = prefixes.get(prefix) ?? (prefix === '' ? '' : '?')
  return `${spaces.get(space) ?? '?'}:${local}`
}

/** The namespaces that hold inside an element. */
function declared(
  attributes: Readonly<Record<string, string>>,
  above: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  let own: Map<string, string> | null = null
  for (const [name, value] of Object.entries(attributes)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
    own ??= new Map(above)
    own.set(name === 'xmlns' ? '' : name.slice(6), value)
  }
  return own ?? above
}

/** An address beside the one that its element is based on; as written where that gives none. */
const absolute = (written: string, base: string | null): string =>
  base !== null && URL.canParse(written, base) ? new URL(written, base).href : written.trim()
