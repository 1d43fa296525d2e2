import type { PlacedEvent } from '../events/placedEvent.ts'
import type { Design } from '../stats/design.ts'
import { type EventStudy, measureEvent } from '../stats/event.ts'
import type { DatedEvent } from '../stats/overlap.ts'
import type { Reason } from '../stats/reasons.ts'
import type { Settings } from '../stats/settings.ts'
import type { Frame } from './alignedSeries.ts'
import type { AlignmentReason, CandidateDay } from './answer.ts'

type Excluded = { readonly kind: 'excluded'; readonly reason: Reason | AlignmentReason; readonly detail: string }

/** The study of the session that an event hit; an event without one is excluded with the reason. */
export function studyOn(
  { alignment }: PlacedEvent,
  design: Design,
  frame: Frame,
  settings: Settings,
  depth: 'full' | 'light',
  company: readonly DatedEvent[],
): Exclude<EventStudy, { kind: 'excluded' }> | Excluded {
  switch (alignment.kind) {
    case 'too-coarse':
      return {
        kind: 'excluded',
        reason: 'tooCoarse',
        detail: `the time is known only as ${alignment.from} to ${alignment.to}`,
      }
    case 'beyond-calendar':
      return {
        kind: 'excluded',
        reason: 'beyondCalendar',
        detail: `the exchange calendar speaks for ${alignment.from} to ${alignment.to}`,
      }
    case 'skipped':
      return { kind: 'excluded', reason: 'notSession', detail: `the exchange was closed on ${alignment.date}` }
    case 'aligned': {
      const position = frame.position.get(alignment.day0)
      if (position === undefined) {
        const [first, last] = [frame.axis[0], frame.axis.at(-1)]
        const detail = `${frame.benchmark.symbol} has no price on ${alignment.day0}; its prices run from ${first} to ${last}`
        return { kind: 'excluded', reason: 'outsideData', detail }
      }
      const others = company.filter(({ day0 }) => day0 !== position)
      return measureEvent(design, position, settings, {
        depth,
        others,
        unusable: frame.stale,
      })
    }
  }
}

/** The same figures for every admissible day of an event whose day is uncertain. */
export function candidatesOf(
  { alignment }: PlacedEvent,
  design: Design,
  frame: Frame,
  settings: Settings,
): readonly CandidateDay[] {
  if (alignment.kind !== 'aligned' || alignment.candidates.length < 2) return []
  return alignment.candidates.map((day0) => {
    const position = frame.position.get(day0)
    const study = position === undefined ? null : measureEvent(design, position, settings, { depth: 'light' })
    const day = study?.kind === 'measured' ? study.days.find(({ rel }) => rel === 0) : undefined
    return { day0, ar: day?.ar ?? null, t: day?.t ?? null, p: day?.p ?? null }
  })
}
