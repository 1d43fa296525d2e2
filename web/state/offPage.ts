import type { PageWindow } from './pageWindow.ts'

interface Off {
  /** Path and query of the page. */
  readonly address: string
  /** Pixels: decide what the page takes for narrow. */
  readonly width: number
  readonly height?: number
  /** Languages the reader prefers, best first. */
  readonly languages?: readonly string[]
  /** UTC milliseconds; 0 where nothing that is drawn depends on the day. */
  readonly now?: number
  readonly fetch: PageWindow['fetch']
}

/** The largest width and height at which the page puts all lanes into one (`web/state/preferences.ts`). */
const NARROW = { width: 719, height: 480 }

/** A window for the page's state where there is no browser: an address, a size, and no clock that moves. */
export function offPage({ address, width, height = 1000, languages = ['en'], now = 0, fetch }: Off): PageWindow {
  const url = new URL(address, 'http://page.invalid')
  const never = () => {}
  const isNarrow = width <= NARROW.width || height <= NARROW.height
  return {
    location: { href: url.href, pathname: url.pathname, search: url.search },
    history: { pushState: never, replaceState: never },
    localStorage: { getItem: () => null, setItem: never },
    navigator: { languages, clipboard: { writeText: async () => {} } },
    document: { visibilityState: 'visible' },
    performance: { now: () => 0 },
    Date: { now: () => now },
    matchMedia: (query) => ({ matches: query.includes('max-width') && isNarrow, addEventListener: never }),
    addEventListener: never,
    setTimeout: () => 0,
    clearTimeout: never,
    setInterval: () => 0,
    clearInterval: never,
    fetch,
    EventSource: class {
      onopen = null
      onerror = null
      readyState = 2
      addEventListener = never
      close = never
    },
  }
}
