import { type ArticleShown, articleKeys, firstArticle, parseArticle } from './article/address.ts'
import { type DataShown, dataKeys, firstData, parseData } from './data/address.ts'
import { type EventsShown, eventsKeys, firstEvents, parseEvents } from './events/address.ts'
import { askedKeys, askedOf } from './study/asked.ts'

/** What each screen shows, as far as a link must bring it back; a new screen is one more line here and one below. */
type Shown = {
  readonly board: object
  readonly ticker: { readonly ticker: string }
  readonly events: EventsShown
  readonly event: { readonly event: string }
  readonly article: ArticleShown
  /** Its form as the address writes it, which `web/core/study/form.ts` reads where it is needed. */
  readonly study: { readonly asked: string }
  readonly data: DataShown
  readonly methods: object
}
export type ScreenKind = keyof Shown
type ScreenOf<K extends ScreenKind> = { readonly kind: K } & Shown[K]
export type Screen =
  | { readonly [K in ScreenKind]: ScreenOf<K> }[ScreenKind]
  | { readonly kind: 'unknown'; readonly path: string }

/** A key of the address with its value, and whether that is as it begins. */
export type AddressKey = readonly [key: string, value: string, isFirst: boolean]

type ScreenRecord<S> = {
  /** Its address; `:ticker` or `:event` stands for one part of it. */
  readonly path: string
  /** What the bar at the top calls it, a key of the page's words; null: it is not listed there. */
  readonly name: 'board' | 'chart' | 'events' | 'study' | 'data' | 'methods' | null
  /** What it shows when it is gone to by its name. @param ticker the one on screen, if there is one */
  readonly first: (ticker: string | null) => S
  /** What an address says of it. @param part what stands in the place of that */
  readonly read: (part: string, query: URLSearchParams) => S
  readonly part?: (shown: S) => string
  readonly keys?: (shown: S) => readonly AddressKey[]
}

/** The screens in the order of the bar. Which component draws one is said in `web/ui/screens.ts`. */
const records: { readonly [K in ScreenKind]: ScreenRecord<Shown[K]> } = {
  board: { path: '/', name: 'board', first: () => ({}), read: () => ({}) },
  ticker: {
    path: '/t/:ticker',
    name: 'chart',
    first: (ticker) => ({ ticker: ticker ?? 'MSFT' }),
    read: (ticker) => ({ ticker }),
    part: ({ ticker }) => ticker,
  },
  events: {
    path: '/events',
    name: 'events',
    first: () => firstEvents,
    read: (_, query) => parseEvents(query),
    keys: eventsKeys,
  },
  event: {
    path: '/e/:event',
    name: null,
    first: () => ({ event: '' }),
    read: (event) => ({ event }),
    part: ({ event }) => event,
  },
  article: {
    path: '/article',
    name: null,
    first: () => firstArticle,
    read: (_, query) => parseArticle(query),
    keys: articleKeys,
  },
  study: {
    path: '/study',
    name: 'study',
    first: () => ({ asked: '' }),
    read: (_, query) => ({ asked: askedOf(query) }),
    keys: ({ asked }) => askedKeys(asked),
  },
  data: {
    path: '/data',
    name: 'data',
    first: () => firstData,
    read: (_, query) => parseData(query),
    keys: dataKeys,
  },
  methods: { path: '/methods', name: 'methods', first: () => ({}), read: () => ({}) },
}

const kinds = Object.keys(records) as readonly ScreenKind[]

/** A record gives what its own kind shows, which the compiler cannot follow through a list of kinds. */
const screenOf = (kind: ScreenKind, shown: Shown[ScreenKind]) => ({ kind, ...shown }) as Screen

/** The screen at an address; `unknown` where there is none, or where its part is no text. */
export function screenAt(path: string, query: URLSearchParams): Screen {
  for (const kind of kinds) {
    const part = partOf(records[kind].path, path)
    if (part !== null) return screenOf(kind, records[kind].read(part, query))
  }
  return { kind: 'unknown', path }
}

/** Does the page answer at this path? */
export const isScreen = (path: string): boolean => screenAt(path, new URLSearchParams()).kind !== 'unknown'

/** What stands in the place of a pattern's part, `''` where it has none; null when the path is another. */
function partOf(pattern: string, path: string): string | null {
  const [wanted, given] = [pattern.split('/'), path.replace(/([^/])\/$/, '$1').split('/')]
  if (wanted.length !== given.length) return null
  let part = ''
  for (const [i, piece] of wanted.entries())
    if (piece.startsWith(':')) part = decoded(given[i] ?? '')
    else if (piece !== given[i]) return null
  return part === '' && pattern.includes(':') ? null : part
}

/** A broken escape names nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** Path of a screen and the keys that say what it shows. */
export function addressOfScreen(screen: Screen): { readonly path: string; readonly keys: readonly AddressKey[] } {
  return screen.kind === 'unknown' ? { path: screen.path, keys: [] } : written(screen)
}

function written<K extends ScreenKind>(screen: ScreenOf<K>) {
  const { path, part, keys }: ScreenRecord<Shown[K]> = records[screen.kind]
  const named = part === undefined ? path : path.replace(/:\w+/, () => encodeURIComponent(part(screen)))
  return { path: named, keys: keys?.(screen) ?? [] }
}

/** The places that the bar at the top names, and what each shows first. @param ticker the one on screen */
export const places = (ticker: string | null) =>
  kinds.flatMap((kind) => {
    const { name, first } = records[kind]
    return name === null ? [] : [{ name, screen: screenOf(kind, first(ticker)) }]
  })
