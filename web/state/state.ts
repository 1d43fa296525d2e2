import { computed, signal } from '@preact/signals'
import type { Api } from '../api.ts'
import type { Format } from '../core/format.ts'
import type { SheetStop } from '../core/ticker/sheetStops.ts'
import { catalogues } from '../i18n/catalogues.ts'
import { makeAnnouncer } from './announcer.ts'
import { makeNavigation } from './navigation.ts'
import type { PageWindow } from './pageWindow.ts'
import { makePreferences } from './preferences.ts'
import { makeResources } from './resource.ts'
import { makeCopyText } from './share.ts'
import { makeText } from './text.ts'
import { makeMarket } from './ticker/market.ts'

/**
 * Everything the page knows, made from a window: nothing of it is there on import, and a test makes as many as it wants.
 * What only one screen needs is made by that screen (`oncePer`).
 */
export function makeState(page: PageWindow) {
  const navigation = makeNavigation(page)
  const preferences = makePreferences(page, navigation)
  const text = makeText(preferences.language, catalogues)
  const announcer = makeAnnouncer(page)
  const resources = makeResources()
  let api: Promise<Api> | null = null
  const loadApi = () => {
    api ??= import('../api.ts').then(({ makeApi, makeClient }) => makeApi(makeClient(page.fetch)))
    return api
  }
  const market = makeMarket(navigation, resources, loadApi)
  return {
    page,
    ...navigation,
    ...preferences,
    ...text,
    /** Numbers and dates in the language on screen, prices as those of the ticker on screen. */
    format: computed((): Format => {
      const write = text.format.value
      return { ...write, price: (value, kind = market.tickerFacts.value?.kind) => write.price(value, kind) }
    }),
    ...announcer,
    ...resources,
    loadApi,
    /** The drawing of the chart that came with the page: it stays until the chart is drawn anew. */
    drawing: null as Element | null,
    /** The address that is copied: what a screen puts here, else the one in the bar. */
    link: signal<(() => string) | null>(null),
    copyText: makeCopyText(page, announcer, text),
    market,
    panels: {
      /** A note on the chart that is being written: of which ticker, at which bar; null: none. */
      note: signal<{ readonly ticker: string; readonly time: string } | null>(null),
      /** Is a file that was dropped looked at? */
      dropped: signal(false),
      /** Are the settings open? */
      settingsOpen: signal(false),
      /** What is searched for; null: the search is closed. */
      searched: signal<string | null>(null),
      /** Is the list of keys open? */
      keysOpen: signal(false),
      /** Is the side panel shown beside the chart? */
      sideOpen: signal(true),
      /** Pixels of the side panel, and percent of its height that the list of events takes. */
      sideWidth: signal(368),
      listHeight: signal(46),
      /** How far the sheet of a narrow screen is drawn up over the chart. */
      sheet: signal<SheetStop>('peek'),
    },
  }
}

export type State = ReturnType<typeof makeState>

/** A part of the state that is made when it is first asked for, once for each state. */
export function oncePer<Part>(make: (state: State) => Part): (state: State) => Part {
  const parts = new WeakMap<State, { readonly part: Part }>()
  return (state) => {
    const made = parts.get(state) ?? { part: make(state) }
    parts.set(state, made)
    return made.part
  }
}
