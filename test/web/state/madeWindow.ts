import { effect } from '@preact/signals'
import type { EventStream, PageWindow } from '../../../web/state/pageWindow.ts'

/** What a route answers: a value as JSON, or a response of its own. */
export type Answer = unknown | Response | Promise<Response>
export type Routes = Readonly<Record<string, (url: URL, init: RequestInit) => Answer>>

/** A window without a browser: its address, its clock and its answers are in the hands of the test. */
export interface MadeWindow {
  readonly page: PageWindow
  /** Steps of the history, oldest first; the last one is on screen unless `back` was called. */
  readonly steps: readonly string[]
  readonly back: () => void
  readonly stored: Map<string, string>
  readonly copied: readonly string[]
  /** Requests so far, as `GET /api/tickers`. */
  readonly asked: readonly string[]
  readonly streams: readonly MadeStream[]
  /** Switches a media query, and tells who listens. */
  readonly switchMedia: (query: string, matches: boolean) => void
  /** Lets time pass: timers that fall due are called in order, and what they started is let through. */
  readonly pass: (milliseconds: number) => Promise<void>
}

export interface MadeStream extends EventStream {
  readyState: number
  readonly url: string
  readonly isClosed: () => boolean
  readonly tell: (name: string, value: unknown) => void
}

interface Options {
  readonly address?: string
  readonly routes?: Routes
  /** Answers everything, instead of `routes`. */
  readonly fetch?: PageWindow['fetch']
  readonly languages?: readonly string[]
  readonly media?: readonly string[]
  readonly stored?: Readonly<Record<string, string>>
  /** Is reading and writing preferences forbidden? */
  readonly noStorage?: boolean
}

/** Waits until signals say so. */
export const until = (isSo: () => boolean): Promise<void> =>
  new Promise((done) => {
    const stop = effect(() => {
      if (!isSo()) return
      queueMicrotask(() => {
        stop()
        done()
      })
    })
  })

/** Promises that are under way get their turn. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((done) => setImmediate(done))
}

export function madeWindow(options: Options = {}): MadeWindow {
  const { address = '/', routes = {}, languages = ['en-US'], media = [], noStorage = false } = options
  const steps = [address]
  let at = 0
  const popstate: (() => void)[] = []
  const url = () => new URL(steps[at] ?? '/', 'http://page.test')
  const stored = new Map(Object.entries(options.stored ?? {}))
  const storage = () => {
    if (noStorage) throw new DOMException('forbidden', 'SecurityError')
    return stored
  }
  const queries = new Map<string, { matches: boolean; listeners: ((event: { matches: boolean }) => void)[] }>()
  const queryOf = (query: string) => {
    const known = queries.get(query) ?? { matches: media.includes(query), listeners: [] }
    queries.set(query, known)
    return known
  }
  let now = 0
  let last = 0
  const timers = new Map<number, { due: number; every: number | null; callback: () => void }>()
  const timer = (callback: () => void, wait: number, every: number | null) => {
    timers.set(++last, { due: now + wait, every, callback })
    return last
  }
  const copied: string[] = []
  const asked: string[] = []
  const streams: MadeStream[] = []

  const page: PageWindow = {
    location: {
      get href() {
        return url().href
      },
      get pathname() {
        return url().pathname
      },
      get search() {
        return url().search
      },
    },
    history: {
      pushState: (_, __, to) => {
        steps.splice(++at, steps.length, to)
      },
      replaceState: (_, __, to) => {
        steps[at] = to
      },
    },
    localStorage: {
      getItem: (key) => storage().get(key) ?? null,
      setItem: (key, value) => void storage().set(key, value),
    },
    navigator: { languages, clipboard: { writeText: async (text) => void copied.push(text) } },
    document: { visibilityState: 'visible' },
    performance: { now: () => now },
    Date: { now: () => Date.UTC(2024, 0, 2) + now },
    matchMedia: (query) => ({
      get matches() {
        return queryOf(query).matches
      },
      addEventListener: (_, listener) => queryOf(query).listeners.push(listener),
    }),
    addEventListener: (_, listener) => popstate.push(listener),
    setTimeout: (callback, wait) => timer(callback, wait, null),
    clearTimeout: (id) => void timers.delete(id),
    setInterval: (callback, wait) => timer(callback, wait, wait),
    clearInterval: (id) => void timers.delete(id),
    fetch: async (to, init = {}) => {
      const target = new URL(to instanceof Request ? to.url : to, 'http://page.test')
      asked.push(`${init.method ?? 'GET'} ${target.pathname}${target.search}`)
      if (options.fetch !== undefined) return options.fetch(to, init)
      const route = routes[target.pathname]
      const answer = await route?.(target, init)
      if (answer === undefined) return new Response(null, { status: 404, statusText: 'Not Found' })
      return answer instanceof Response ? answer : Response.json(answer)
    },
    EventSource: class implements MadeStream {
      onopen: (() => void) | null = null
      onerror: (() => void) | null = null
      readyState = 0
      readonly url: string
      readonly #listeners = new Map<string, (event: MessageEvent<string>) => void>()
      #closed = false
      constructor(url: string) {
        this.url = url
        streams.push(this)
      }
      addEventListener(type: string, listener: (event: MessageEvent<string>) => void) {
        this.#listeners.set(type, listener)
      }
      close() {
        this.#closed = true
      }
      isClosed() {
        return this.#closed
      }
      tell(name: string, value: unknown) {
        this.#listeners.get(name)?.(new MessageEvent(name, { data: JSON.stringify(value) }))
      }
    },
  }

  return {
    page,
    steps,
    back: () => {
      at--
      for (const listener of popstate) listener()
    },
    stored,
    copied,
    asked,
    streams,
    switchMedia: (query, matches) => {
      const known = queryOf(query)
      known.matches = matches
      for (const listener of known.listeners) listener({ matches })
    },
    pass: async (milliseconds) => {
      const end = now + milliseconds
      for (;;) {
        const [next] = [...timers].filter(([, { due }]) => due <= end).sort(([, a], [, b]) => a.due - b.due)
        if (next === undefined) break
        const [id, { due, every, callback }] = next
        now = due
        if (every === null) timers.delete(id)
        else timers.set(id, { due: due + every, every, callback })
        callback()
        await settle()
      }
      now = end
      await settle()
    },
  }
}
