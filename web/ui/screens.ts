import type { ScreenKind } from '../core/screens.ts'
import type { Loader } from './brought.ts'

/** What draws each screen; its address and its name are in `web/core/screens.ts`. */
export const screens: Readonly<Record<ScreenKind, Loader>> = {
  board: {
    words: ['board'],
    load: () => import('./board/BoardScreen.tsx'),
  },
  ticker: {
    words: ['quality', 'figure'],
    load: () => import('./ticker/TickerScreen.tsx'),
  },
  events: {
    words: ['events'],
    load: () => import('./events/EventsScreen.tsx'),
  },
  event: {
    words: ['events', 'event', 'quality', 'figure', 'session'],
    load: () => import('./event/EventScreen.tsx'),
  },
  article: {
    words: ['article', 'events', 'event'],
    load: () => import('./article/ArticleScreen.tsx'),
  },
  study: {
    words: ['study', 'quality'],
    load: () => import('./study/StudyScreen.tsx'),
  },
  data: {
    words: ['data', 'check'],
    load: () => import('./data/DataScreen.tsx'),
  },
  methods: {
    words: ['methods'],
    load: () => import('./study/MethodsScreen.tsx'),
  },
}
