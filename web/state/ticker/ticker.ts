import { oncePer } from '../state.ts'
import { makeAbnormal } from './abnormal.ts'
import { makeByHand } from './byHand.ts'
import { makeChartKeys } from './chartKeys.ts'
import { makeChart } from './chartModel.ts'
import { makeClock } from './clock.ts'
import { makeCompare } from './compare.ts'
import { makeCrosshair } from './crosshair.ts'
import { heardOn } from './heard.ts'
import { makeKeys } from './keys.ts'
import { makeListed } from './listed.ts'
import { makeMarks } from './marks.ts'
import { makeNotes } from './notes.ts'
import { makePointed } from './pointed.ts'
import { makeSelection } from './selection.ts'
import { makeSessions } from './sessions.ts'
import { makeSpeech } from './speech.ts'
import { makeSteps } from './steps.ts'
import { makeViewport } from './viewport.ts'

/** What the screen of a ticker knows and does besides the rest of the page. */
export const tickerState = oncePer((state) => {
  const viewport = makeViewport(state)
  const clock = makeClock(state, viewport)
  const marks = makeMarks(state, viewport)
  const sessions = makeSessions(state, viewport)
  const abnormal = makeAbnormal(state, viewport, marks, sessions)
  const compare = makeCompare(state, viewport, marks)
  const undoing = makeSteps(state)
  const crosshair = makeCrosshair(state, viewport, marks, abnormal, sessions)
  const byHand = makeByHand(state, { viewport, clock, crosshair, sessions })
  const notes = makeNotes(state, viewport)
  const selection = makeSelection(state, viewport, marks, crosshair, abnormal)
  const speech = makeSpeech(state, clock, crosshair, viewport, marks, notes)
  const chartKeys = makeChartKeys(state, viewport, crosshair, marks, selection, speech)
  const chart = makeChart(state, viewport, clock, marks, abnormal, sessions, compare, byHand)
  return {
    viewport,
    clock,
    marks,
    sessions,
    compare,
    byHand,
    undoing,
    abnormal,
    crosshair,
    notes,
    selection,
    chartKeys,
    chart,
    pointed: makePointed(state, viewport, clock, crosshair, chart),
    /** What is played of the bars on screen. */
    heard: () => heardOn(state.market, viewport, marks, sessions),
    listed: makeListed(state, viewport, marks),
    keys: makeKeys(state, marks, selection, chartKeys, compare, byHand, crosshair, viewport),
  }
})
