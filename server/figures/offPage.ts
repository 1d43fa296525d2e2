import type { PageWindow } from '../../web/state/pageWindow.ts'

interface Off {
  /** Path and query of the page. */
  readonly address: string
  /** Pixels: decides what the page takes for narrow. */
  readonly width: number
  readonly fetch: PageWindow['fetch']
}

/** The smallest width at which the page shows its lanes one by one. */
const WIDE = 720

/** A window for the page's state where there is no browser: an address, a size, and no clock that moves. */
export function offPage({ address, width, fetch }: Off): PageWindow {
  const url = new URL(address, 'http://page.invalid')
  const never = () => {}
  return {
    location: { href: url.href, pathname: url.pathname, search: url.search },
    history: { pushState: never, replaceState: never },
    localStorage: { getItem: () => null, setItem: never },
    navigator: { languages: ['en'], clipboard: { writeText: async () => {} } },
    document: { visibilityState: 'visible' },
    performance: { now: () => 0 },
    Date: { now: () => 0 },
    matchMedia: (query) => ({ matches: query.includes('max-width') && width < WIDE, addEventListener: never }),
    addEventListener: never,
    setTimeout: () => 0,
    clearTimeout: never,
    setInterval: () => 0,
    clearInterval: never,
    fetch,
    EventSource: class {
      onopen = null
      onerror = null
      addEventListener = never
      close = never
    },
  }
}
