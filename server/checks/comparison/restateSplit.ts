import { type Check, finding } from '../check.ts'
import type { Sessions } from '../finding.ts'

type Evidence =
  | { readonly kind: 'closes'; readonly values: { readonly closes: number; readonly factor: number } }
  /** Bars within the session that the source no longer has keep the scale from before. */
  | { readonly kind: 'left-behind'; readonly values: { readonly factor: number } }

/** Every close by one factor: the source rescaled its history, which is replaced as a whole. */
export const restateSplit: Check<'RESTATE_SPLIT', Evidence> = {
  name: 'RESTATE_SPLIT',
  scope: 'comparison',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}

/** Sessions before those that a rescaled answer reaches. */
export const leftBehind = ({ from, to }: Sessions, factor: number) =>
  finding(restateSplit, { from, to, evidence: { kind: 'left-behind', values: { factor } } })
