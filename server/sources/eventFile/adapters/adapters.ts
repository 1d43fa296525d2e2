import type { Adapter } from './adapter.ts'
import { edgar } from './edgar.ts'
import { edgarHeader } from './edgarHeader.ts'
import { edgarIndex } from './edgarIndex.ts'
import { eventStudyTools } from './eventStudyTools.ts'
import { feed } from './feed.ts'
import { gdelt } from './gdelt.ts'
import { grafana } from './grafana.ts'
import { iCalendar } from './iCalendar.ts'
import { newsExtract } from './newsExtract.ts'

/** Every foreign form, in the order in which they are tried. */
export const adapters: readonly Adapter[] = [
  edgar,
  edgarHeader,
  edgarIndex,
  feed,
  iCalendar,
  eventStudyTools,
  gdelt,
  newsExtract,
  grafana,
]
