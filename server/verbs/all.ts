import { checkDraft, readArticles } from './articles.ts'
import { backfill, backfills, followBackfill, health, startBackfill, stopBackfill } from './backfills.ts'
import { board, boardCsv } from './board.ts'
import {
  addEvents,
  changes,
  event,
  events,
  eventsCsv,
  eventVersions,
  exportEvents,
  facets,
  putEvent,
  removeEvent,
  restore,
  statuses,
} from './events.ts'
import {
  figureHtml,
  figurePng,
  figureSvg,
  specFigurePng,
  specFigureSvg,
  studyFigurePng,
  studyFigureSvg,
} from './figures.ts'
import {
  abnormal,
  abnormalCsv,
  eventSeries,
  impact,
  impactCsv,
  impacts,
  impactsCsv,
  intraday,
  moves,
  movesCsv,
  panelCsv,
  robustness,
  sessionModels,
} from './impacts.ts'
import { addFile, imports, removeImport } from './imports.ts'
import { bars, compare, compareCsv, packedBars, pricesCsv, tickers } from './prices.ts'
import { decideFinding, decideRepair, findingsCsv, quality } from './quality.ts'
import { putRelations, relations, relationsCsv, removeRelation } from './relations.ts'
import { signIn, signOut } from './session.ts'
import { decide, stories } from './stories.ts'
import { study, studyCsv } from './studies.ts'
import { mergeTicker, putBenchmark, removeTicker, renameTicker } from './tickers.ts'
import { startUpkeep, stopUpkeep, upkeep } from './upkeep.ts'
import type { Declaration } from './verb.ts'
import { addWitness, passport, witnessesCsv } from './witnesses.ts'
import { world, worldImpacts } from './world.ts'

/** Tables of the store by the name under which `npm run export` takes them away. */
export const tables = {
  board: boardCsv,
  events: eventsCsv,
  prices: pricesCsv,
  compare: compareCsv,
  impacts: impactsCsv,
  panel: panelCsv,
  abnormal: abnormalCsv,
  moves: movesCsv,
  relations: relationsCsv,
  findings: findingsCsv,
  witnesses: witnessesCsv,
} as const

/** Everything the server can be asked, in the order in which it is documented. */
export const verbs: readonly Declaration[] = [
  health,
  board,
  tickers,
  renameTicker,
  mergeTicker,
  putBenchmark,
  removeTicker,
  bars,
  packedBars,
  compare,
  events,
  facets,
  changes,
  addEvents,
  statuses,
  event,
  putEvent,
  removeEvent,
  eventVersions,
  exportEvents,
  restore,
  passport,
  addWitness,
  stories,
  decide,
  world,
  worldImpacts,
  readArticles,
  checkDraft,
  relations,
  putRelations,
  removeRelation,
  impacts,
  impact,
  intraday,
  robustness,
  eventSeries,
  abnormal,
  sessionModels,
  moves,
  study,
  studyCsv,
  quality,
  decideFinding,
  decideRepair,
  imports,
  addFile,
  removeImport,
  backfills,
  startBackfill,
  backfill,
  followBackfill,
  stopBackfill,
  upkeep,
  startUpkeep,
  stopUpkeep,
  ...Object.values(tables),
  impactCsv,
  figureSvg,
  figurePng,
  figureHtml,
  studyFigureSvg,
  studyFigurePng,
  specFigureSvg,
  specFigurePng,
  signIn,
  signOut,
]
