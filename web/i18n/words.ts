import type { catalogue as article } from './en/article.ts'
import type { catalogue as board } from './en/board.ts'
import type { catalogue as check } from './en/check.ts'
import type { catalogue as compare } from './en/compare.ts'
import type { catalogue as data } from './en/data.ts'
import type { catalogue as event } from './en/event.ts'
import type { catalogue as events } from './en/events.ts'
import type { catalogue as figure } from './en/figure.ts'
import type { catalogue as hands } from './en/hands.ts'
import type { catalogue as methods } from './en/methods.ts'
import type { catalogue as over } from './en/over.ts'
import type { catalogue as page } from './en/page.ts'
import type { catalogue as quality } from './en/quality.ts'
import type { catalogue as session } from './en/session.ts'
import type { catalogue as still } from './en/still.ts'
import type { catalogue as study } from './en/study.ts'

/** What a language writes, by the part of the page that needs it. English has the shape: what another lacks does not compile. */
export type Words = {
  readonly page: typeof page
  readonly board: typeof board
  readonly quality: typeof quality
  readonly events: typeof events
  readonly event: typeof event
  readonly article: typeof article
  readonly study: typeof study
  readonly data: typeof data
  readonly check: typeof check
  readonly figure: typeof figure
  readonly methods: typeof methods
  readonly over: typeof over
  readonly session: typeof session
  readonly compare: typeof compare
  readonly hands: typeof hands
  readonly still: typeof still
}
export type Part = keyof Words

/** Each part of a language stands in a file of its own that loads when it is first needed. */
export type Catalogues = { readonly [P in Part]: () => Promise<{ readonly catalogue: Words[P] }> }
