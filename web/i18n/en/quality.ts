import type { QualityMark } from '../../core/data/ribbon.ts'
import type { NoteKind } from '../../core/ticker/notes.ts'

/** Words about the quality of data beside the figures: the strip under the chart, the signs beside numbers, their list. */
export const catalogue = {
  name: 'Data quality',
  clean: (sessions: string) =>
    sessions === '1' ? 'the session is stored and final' : `all ${sessions} sessions stored and final`,
  of: (marks: string, sessions: string) => `${marks}, of ${sessions} session${sessions === '1' ? '' : 's'}`,
  marks: {
    missing: (count) => `${count} missing`,
    held: (count) => `${count} held back`,
    checked: (count) => `${count} with a warning`,
    provisional: (count) => `${count} provisional`,
    repaired: (count) => `${count} repaired`,
    revised: (count) => `${count} revised`,
  } as Readonly<Record<QualityMark, (count: string) => string>>,
  kinds: {
    held: 'held back',
    checked: 'open warning',
    provisional: 'provisional',
    repaired: 'corrected',
    revised: 'revised',
  } as Readonly<Record<NoteKind, string>>,
  /** What a state means where no check says more. */
  because: {
    held: 'No figure uses these bars until somebody decides.',
    checked: 'A check found something.',
    provisional: 'Seen once, or before the session was over: the source may still change it.',
    repaired: 'A correction is laid over what was delivered.',
    revised: 'The source changed a value that was final.',
  } as Readonly<Record<NoteKind, string>>,
  legend: 'beside a number, about its data',
  about: (kinds: string) => `About the data: ${kinds}`,
  unavailable: (checks: string) => `not available: ${checks}`,
  found: 'found',
  expected: 'expected',
  decide: 'Look at the data and decide',
}
