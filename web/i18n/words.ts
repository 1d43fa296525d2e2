import type { catalogue as check } from './en/check.ts'
import type { catalogue as data } from './en/data.ts'
import type { catalogue as figure } from './en/figure.ts'
import type { catalogue as page } from './en/page.ts'
import type { catalogue as quality } from './en/quality.ts'
import type { catalogue as study } from './en/study.ts'

/** What a language writes, by the part of the page that needs it. English has the shape: what another lacks does not compile. */
export type Words = {
  readonly page: typeof page
  readonly quality: typeof quality
  readonly study: typeof study
  readonly data: typeof data
  readonly check: typeof check
  readonly figure: typeof figure
}
export type Part = keyof Words

/** Each part of a language stands in a file of its own that loads when it is first needed. */
export type Catalogues = { readonly [P in Part]: () => Promise<{ readonly catalogue: Words[P] }> }
