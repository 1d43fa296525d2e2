import { adjMissing } from './answer/adjMissing.ts'
import { barDup } from './answer/barDup.ts'
import { barLive } from './answer/barLive.ts'
import { barNonpos } from './answer/barNonpos.ts'
import { barNotSession } from './answer/barNotSession.ts'
import { barNull } from './answer/barNull.ts'
import { intradayLimit } from './answer/intradayLimit.ts'
import { respCurrency } from './answer/respCurrency.ts'
import { respEmpty } from './answer/respEmpty.ts'
import { respEnvelope } from './answer/respEnvelope.ts'
import { respFinite } from './answer/respFinite.ts'
import { respGranularity } from './answer/respGranularity.ts'
import { respLength } from './answer/respLength.ts'
import { respOrder } from './answer/respOrder.ts'
import { respStale } from './answer/respStale.ts'
import { respSymbol } from './answer/respSymbol.ts'
import { respTimeRange } from './answer/respTimeRange.ts'
import { respWindow } from './answer/respWindow.ts'
import type { Check } from './check.ts'
import { restateDiv } from './comparison/restateDiv.ts'
import { restateMixed } from './comparison/restateMixed.ts'
import { restateSplit } from './comparison/restateSplit.ts'
import { revised } from './comparison/revised.ts'
import { symbolChanged } from './comparison/symbolChanged.ts'
import { symbolReused } from './comparison/symbolReused.ts'
import { closeAdjusted } from './file/closeAdjusted.ts'
import { columnUnused } from './file/columnUnused.ts'
import type { Evidence } from './finding.ts'
import { extendedTick } from './intraday/extendedTick.ts'
import { benchAlign } from './pair/benchAlign.ts'
import { adjNonpos } from './series/adjNonpos.ts'
import { barOhlc } from './series/barOhlc.ts'
import { barRepeated } from './series/barRepeated.ts'
import { cgDouble } from './series/cgDouble.ts'
import { dateShift } from './series/dateShift.ts'
import { div100xPeer } from './series/div100xPeer.ts'
import { divDup7 } from './series/divDup7.ts'
import { divExceeds } from './series/divExceeds.ts'
import { divFactor } from './series/divFactor.ts'
import { divNoDrop } from './series/divNoDrop.ts'
import { divScale } from './series/divScale.ts'
import { divUntold } from './series/divUntold.ts'
import { gap } from './series/gap.ts'
import { gapReturn } from './series/gapReturn.ts'
import { levelStep } from './series/levelStep.ts'
import { moveLarge } from './series/moveLarge.ts'
import { openCloseSwap } from './series/openCloseSwap.ts'
import { priceReverts } from './series/priceReverts.ts'
import { splitDup } from './series/splitDup.ts'
import { splitMissing } from './series/splitMissing.ts'
import { splitRatio } from './series/splitRatio.ts'
import { splitStep } from './series/splitStep.ts'
import { splitText } from './series/splitText.ts'
import { staleRun } from './series/staleRun.ts'
import { unitBlock } from './series/unitBlock.ts'
import { unitPoint } from './series/unitPoint.ts'
import { volLarge } from './series/volLarge.ts'
import { volStep } from './series/volStep.ts'
import { volZeroMove } from './series/volZeroMove.ts'
import { wickLarge } from './series/wickLarge.ts'
import type { IntradayCheck, SeriesCheck } from './seriesCheck.ts'

/** Every check there is. Those of a series run in this order: one sees what those before it found. */
const checks = [
  respEnvelope,
  respLength,
  respSymbol,
  respGranularity,
  respTimeRange,
  respCurrency,
  respWindow,
  respOrder,
  respFinite,
  respEmpty,
  respStale,
  barNull,
  barNonpos,
  barNotSession,
  barDup,
  barLive,
  adjMissing,
  intradayLimit,
  revised,
  restateSplit,
  restateDiv,
  restateMixed,
  symbolChanged,
  symbolReused,
  closeAdjusted,
  columnUnused,
  barOhlc,
  barRepeated,
  adjNonpos,
  gap,
  gapReturn,
  staleRun,
  volZeroMove,
  volLarge,
  volStep,
  unitBlock,
  unitPoint,
  splitDup,
  splitStep,
  splitText,
  splitRatio,
  divUntold,
  priceReverts,
  splitMissing,
  levelStep,
  moveLarge,
  wickLarge,
  openCloseSwap,
  dateShift,
  div100xPeer,
  cgDouble,
  divExceeds,
  divNoDrop,
  divDup7,
  divFactor,
  divScale,
  extendedTick,
  benchAlign,
] as const

type Declared = (typeof checks)[number]

/** Every check by the name that findings, the API, exports and tests use. */
export type CheckName = Declared['name']
export const checkNames: readonly CheckName[] = checks.map(({ name }) => name)

/** What a check gives as evidence. */
export type EvidenceOf<Name extends CheckName> =
  Extract<Declared, { readonly name: Name }> extends Check<Name, infer E extends Evidence> ? E : never

const byName = new Map<string, Check>(checks.map((check) => [check.name, check]))
/** The declaration of a check; undefined for a name that is none. */
export const checkNamed = (name: string): Check | undefined => byName.get(name)

const all: readonly (Check | SeriesCheck | IntradayCheck)[] = checks
const isOfSeries = (check: Check): check is SeriesCheck => check.scope === 'series'
const isWithin = (check: Check): check is IntradayCheck => 'runWithin' in check

/** Those that a look at the daily series of a ticker runs, in order. */
export const seriesChecks = all.filter(isOfSeries)
/** Those that a look at its bars within the session runs. */
export const intradayChecks = all.filter(isWithin)
/** Those that look at one answer of a source by itself. */
export const answerChecks = all.filter(({ scope }) => scope === 'answer')
/** Those that only a file can tell of its prices. */
export const fileChecks = all.filter(({ scope }) => scope === 'file')

export const namesOf = (some: readonly Check[]): readonly string[] => some.map(({ name }) => name)
