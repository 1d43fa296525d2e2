import { type Found, finding, isOf, on } from '../check.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { ratioOf, type Split } from '../splits.ts'
import { splitStep } from './splitStep.ts'

type Ratio = { readonly numerator: number; readonly denominator: number }
type Evidence =
  | { readonly kind: 'step'; readonly values: Ratio & { readonly before: number; readonly after: number } }
  /** What its own text says. */
  | { readonly kind: 'text'; readonly values: Ratio & { readonly text: string } }

/** A split that contradicts the step of prices, or its own text; it is not applied. */
export const splitText: SeriesCheck<'SPLIT_TEXT', Evidence> = {
  name: 'SPLIT_TEXT',
  scope: 'series',
  severity: 'error',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
  sees: 'sound',
  excludes: 'split',
  // More shares make each cheaper: a rise by the ratio means a ratio that is upside down, or history divided twice.
  run: (_, found) =>
    found.filter(isOf(splitStep)).flatMap(({ evidence: { values } }): readonly Found<Evidence>[] => {
      const { before, after, numerator, denominator, split } = values
      if (numerator > denominator !== after > before) return []
      return [
        {
          ...on(split),
          evidence: { kind: 'step', values: { before, after, numerator, denominator } },
        },
      ]
    }),
  stands: ({ kind }) => kind === 'text',
}

/** Does the text of a split contradict its numbers? Text that is no ratio says nothing. */
export function splitTextFinding(split: Split, text: string | null) {
  const match = text === null ? null : /^\s*(\d+(?:\.\d+)?)\s*[:/]\s*(\d+(?:\.\d+)?)\s*$/.exec(text)
  if (text === null || match === null) return null
  const told = Number(match[1]) / Number(match[2])
  if (Math.abs(told / ratioOf(split) - 1) < 1e-6) return null
  const { date, numerator, denominator } = split
  return finding(splitText, { ...on(date), evidence: { kind: 'text', values: { numerator, denominator, text } } })
}
