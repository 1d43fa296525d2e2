import type { ComponentType } from 'preact'
import type { ScreenKind } from '../core/screens.ts'
import type { Part } from '../i18n/words.ts'

/** How a part of the page comes in when it is first shown: the shell stays small. */
export type Loader = {
  /** Parts of the words that it needs besides those of the page. */
  readonly words: readonly Part[]
  readonly load: () => Promise<ComponentType>
}

/** What draws each screen; its address and its name are in `web/core/screens.ts`. */
export const screens: Readonly<Record<Exclude<ScreenKind, 'start'>, Loader>> = {
  ticker: {
    words: ['quality', 'figure'],
    load: async () => (await import('./ticker/TickerScreen.tsx')).TickerScreen,
  },
  study: {
    words: ['study', 'quality'],
    load: async () => (await import('./study/StudyScreen.tsx')).StudyScreen,
  },
  data: {
    words: ['data', 'check'],
    load: async () => (await import('./data/DataScreen.tsx')).DataScreen,
  },
  methods: {
    words: ['study'],
    load: async () => (await import('./study/MethodsScreen.tsx')).MethodsScreen,
  },
}
