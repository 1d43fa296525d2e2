import type { ScreenKind } from '../core/screens.ts'
import type { Loader } from './brought.ts'

/** What draws each screen; its address and its name are in `web/core/screens.ts`. */
export const screens: Readonly<Record<ScreenKind, Loader>> = {
  board: {
    words: ['board'],
    load: async () => {
      const { BoardScreen, settle } = await import('./board/BoardScreen.tsx')
      return { Part: BoardScreen, settle }
    },
  },
  ticker: {
    words: ['quality', 'figure'],
    load: async () => {
      const { TickerScreen, settle, titleOf } = await import('./ticker/TickerScreen.tsx')
      return { Part: TickerScreen, settle, title: titleOf }
    },
  },
  events: {
    words: ['events'],
    load: async () => {
      const { EventsScreen, settle } = await import('./events/EventsScreen.tsx')
      return { Part: EventsScreen, settle }
    },
  },
  event: {
    words: ['events', 'event', 'quality', 'figure', 'session'],
    load: async () => {
      const { EventScreen, settle, isMissing } = await import('./event/EventScreen.tsx')
      return { Part: EventScreen, settle, isMissing }
    },
  },
  article: {
    words: ['article', 'events'],
    load: async () => {
      const { ArticleScreen, settle } = await import('./article/ArticleScreen.tsx')
      return { Part: ArticleScreen, settle }
    },
  },
  study: {
    words: ['study', 'quality'],
    load: async () => {
      const { StudyScreen, settle } = await import('./study/StudyScreen.tsx')
      return { Part: StudyScreen, settle }
    },
  },
  data: {
    words: ['data', 'check'],
    load: async () => {
      const { DataScreen, settle } = await import('./data/DataScreen.tsx')
      return { Part: DataScreen, settle }
    },
  },
  methods: {
    words: ['methods'],
    load: async () => {
      const { MethodsScreen, settle } = await import('./study/MethodsScreen.tsx')
      return { Part: MethodsScreen, settle }
    },
  },
}
