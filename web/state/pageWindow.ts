type Query = {
  readonly matches: boolean
  readonly addEventListener: (type: 'change', listener: (event: { readonly matches: boolean }) => void) => void
}

/** What the state needs of a browser's window. A test makes one of its own: nothing else is read, and nothing on import. */
export type PageWindow = {
  readonly location: Pick<Location, 'href' | 'pathname' | 'search'>
  readonly history: { readonly [K in 'pushState' | 'replaceState']: (data: null, unused: string, url: string) => void }
  readonly localStorage: Pick<Storage, 'getItem' | 'setItem'>
  readonly navigator: {
    readonly languages: readonly string[]
    readonly clipboard: Pick<Clipboard, 'writeText'>
  }
  readonly document: Pick<Document, 'visibilityState'>
  /** Steady milliseconds. */
  readonly performance: { readonly now: () => number }
  /** UTC milliseconds. */
  readonly Date: { readonly now: () => number }
  readonly matchMedia: (query: string) => Query
  readonly addEventListener: (type: 'popstate', listener: () => void) => void
  readonly setTimeout: (callback: () => void, milliseconds: number) => number
  readonly clearTimeout: (timer: number) => void
  readonly setInterval: (callback: () => void, milliseconds: number) => number
  readonly clearInterval: (timer: number) => void
  readonly fetch: (url: string | URL | Request, init?: RequestInit) => Promise<Response>
  readonly EventSource: new (url: string) => EventStream
}

/** Server-sent events as far as they are listened to. */
export type EventStream = {
  onopen: ((event: Event) => void) | null
  onerror: ((event: Event) => void) | null
  readonly addEventListener: (type: string, listener: (event: MessageEvent<string>) => void) => void
  readonly close: () => void
  /** 2 when it was refused, or closed: the browser then asks no more. */
  readonly readyState: number
}
