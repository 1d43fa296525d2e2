import type { Ingested, IngestOptions } from '../ingest/ingested.ts'
import type { Instant } from '../market/instant.ts'
import { type LeftOut, Problem } from '../problem.ts'
import type { VerbContext } from './verb.ts'

/** Lines of a report that an answer tells; a command tells all. Of 50,000 events each may be at fault in several ways. */
const MOST_TOLD = 1000

export interface Told extends Ingested {
  readonly report_left_out: LeftOut
}

/** The first lines of a report, and how many more errors and warnings there are. */
export function toldOf(all: Ingested['report']): Pick<Told, 'report' | 'report_left_out'> {
  const rest = all.slice(MOST_TOLD)
  const errors = rest.filter(({ severity }) => severity === 'error').length
  return { report: all.slice(0, MOST_TOLD), report_left_out: { errors, warnings: rest.length - errors } }
}

/**
 * Takes what a request carries into the store as a file, or tells what that would do.
 *
 * @throws Problem 422 with the first fault and a report of all, when it was to be stored and nothing was
 */
export async function takeFile(
  { ingests, now, takesAnySize }: VerbContext,
  bytes: Uint8Array,
  rules: Pick<IngestOptions, 'kind' | 'onConflict' | 'over' | 'mode' | 'dryRun' | 'ticker'>,
  name = 'request',
): Promise<Told> {
  const done = await ingests.take({ name, bytes }, { now: now() as Instant, isOfAnySize: takesAnySize, ...rules })
  if (done.stored || rules.dryRun === true) return { ...done, ...toldOf(done.report) }
  const { report, report_left_out } = toldOf(done.report)
  const [first] = done.report.filter(({ severity }) => severity === 'error')
  throw new Problem(
    422,
    first?.code ?? 'no_events',
    first?.message ?? 'There is no event in the body',
    first?.field ?? null,
    report,
    null,
    report_left_out,
  )
}
