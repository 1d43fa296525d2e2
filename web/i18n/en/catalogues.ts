import type { Catalogues } from '../words.ts'

export const en: Catalogues = {
  page: () => import('./page.ts'),
  board: () => import('./board.ts'),
  quality: () => import('./quality.ts'),
  events: () => import('./events.ts'),
  event: () => import('./event.ts'),
  article: () => import('./article.ts'),
  study: () => import('./study.ts'),
  data: () => import('./data.ts'),
  check: () => import('./check.ts'),
  methods: () => import('./methods.ts'),
  figure: () => import('./figure.ts'),
  over: () => import('./over.ts'),
  session: () => import('./session.ts'),
  compare: () => import('./compare.ts'),
  hands: () => import('./hands.ts'),
  still: () => import('./still.ts'),
}
