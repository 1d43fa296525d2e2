import type { PageWindow } from './pageWindow.ts'

interface Off {
  /** Path and query of the page. */
  readonly address: string
  /** Scheme, host and port of the server, where what is drawn may tell them. */
  readonly origin?: string
  /** Pixels: decide what the page takes for narrow, and what it opens. */
  readonly width: number
  readonly height?: number
  /** Languages the reader prefers, best first. */
  readonly languages?: readonly string[]
  /** UTC milliseconds; 0 where nothing that is drawn depends on the day. */
  readonly now?: number
  readonly fetch: PageWindow['fetch']
}

/** Does a query of media hold in a window of a size? Of what a reader prefers nothing is known. */
function holds(query: string, window: { readonly width: number; readonly height: number }): boolean {
  const sides = [...query.matchAll(/\((min|max)-(width|height): (\d+)px\)/g)]
  return sides.some(([, side, length, pixels]) => {
    const over = window[length as 'width' | 'height'] - Number(pixels)
    return side === 'min' ? over >= 0 : over <= 0
  })
}

/** A window for the page's state where there is no browser: an address, a size, and no clock that moves. */
export function offPage({
  address,
  origin = 'http://page.invalid',
  width,
  height = 1000,
  languages = ['en'],
  now = 0,
  fetch,
}: Off): PageWindow {
  const url = new URL(address, origin)
  const never = () => {}
  return {
    location: { href: url.href, pathname: url.pathname, search: url.search },
    history: { pushState: never, replaceState: never },
    localStorage: { getItem: () => null, setItem: never },
    navigator: { languages, clipboard: { writeText: async () => {} } },
    document: { visibilityState: 'visible' },
    performance: { now: () => 0 },
    Date: { now: () => now },
    matchMedia: (query) => ({ matches: holds(query, { width, height }), addEventListener: never }),
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
