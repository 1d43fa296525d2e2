import type { Catalogues } from '../words.ts'

export const id: Catalogues = {
  page: () => import('./page.ts'),
  quality: () => import('./quality.ts'),
  study: () => import('./study.ts'),
  data: () => import('./data.ts'),
  check: () => import('./check.ts'),
  figure: () => import('./figure.ts'),
}
