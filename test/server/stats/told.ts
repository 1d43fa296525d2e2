import { eventRow, studySample } from '../../../server/stats/sample.ts'
import type { SampleEvent } from '../../../server/stats/sampleEvent.ts'
import type { Settings } from '../../../server/stats/settings.ts'

/** What a study of a sample says, each of its events in a line. */
export const toldOf = (events: readonly SampleEvent[], settings: Settings) => {
  const { panel, pairs: _, ...study } = studySample(events, settings)
  return { ...study, rows: panel.events.map((_, row) => eventRow(panel, row)) }
}
