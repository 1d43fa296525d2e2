import { checkDraft, readArticles } from './articles.ts'
import { backfill, backfills, followBackfill, health, startBackfill, stopBackfill } from './backfills.ts'
import { addEvents, events, eventsCsv, putEvent, removeEvent } from './events.ts'
import { figurePng, figureSvg } from './figures.ts'
import { impact, impactCsv, impacts, impactsCsv, intraday, moves, movesCsv, panelCsv, robustness } from './impacts.ts'
import { imports, removeImport } from './imports.ts'
import { bars, pricesCsv, tickers } from './prices.ts'
import { decideFinding, decideRepair, quality } from './quality.ts'
import { signIn, signOut } from './session.ts'
import { study, studyCsv } from './studies.ts'
import { mergeTicker, putBenchmark, removeTicker, renameTicker } from './tickers.ts'
import type { Declaration } from './verb.ts'

/** Tables of the store by the name under which `npm run export` takes them away. */
export const tables = {
  events: eventsCsv,
  prices: pricesCsv,
  impacts: impactsCsv,
  panel: panelCsv,
  moves: movesCsv,
} as const

/** Everything the server can be asked, in the order in which it is documented. */
export const verbs: readonly Declaration[] = [
  health,
  tickers,
  renameTicker,
  mergeTicker,
  putBenchmark,
  removeTicker,
  bars,
  events,
  addEvents,
  putEvent,
  removeEvent,
  readArticles,
  checkDraft,
  impacts,
  impact,
  intraday,
  robustness,
  moves,
  study,
  studyCsv,
  quality,
  decideFinding,
  decideRepair,
  imports,
  removeImport,
  backfills,
  startBackfill,
  backfill,
  followBackfill,
  stopBackfill,
  ...Object.values(tables),
  impactCsv,
  figureSvg,
  figurePng,
  signIn,
  signOut,
]
