import { useEffect } from 'preact/hooks'
import { sessionText } from '../../core/sessionText.ts'
import { type Edge, edges, reachOfEdge, rowOf } from '../../core/ticker/windows.ts'
import type { State } from '../../state/state.ts'
import { makeHands } from '../../state/ticker/hands.ts'
import { tickerState } from '../../state/ticker/ticker.ts'
import { useFormat, useWords } from '../page.ts'
import { Handle } from './Handle.tsx'
import { RulerTell, WindowTell } from './Tell.tsx'
import { useTicker } from './useTicker.ts'

/** From here on what the address asks for is drawn. */
export async function settle(state: State): Promise<void> {
  tickerState(state).byHand.begin(makeHands)
}

/** What can be moved by hand on the chart, and what it comes to. */
export function Hands() {
  const { byHand, chart } = useTicker()
  useEffect(() => byHand.begin(makeHands), [])
  const hands = byHand.loaded.value
  if (hands === null) return null
  return (
    <>
      {edges.map((edge) => (
        <WindowEdge key={edge} edge={edge} />
      ))}
      <RulerEnd end={0} />
      <RulerEnd end={1} />
      {chart.overlay.value !== null && (hands.held.value !== null || hands.focused.value) ? (
        <WindowTell />
      ) : (
        <RulerTell />
      )}
    </>
  )
}

const useHands = () => {
  const hands = useTicker().byHand.loaded.value
  if (hands === null) throw new Error('Cannot move by hand before its code is here')
  return hands
}

/** One edge of the event window, at the top of the price, or of the estimation window, at its foot. */
function WindowEdge({ edge }: { readonly edge: Edge }) {
  const text = useWords('hands')
  const write = useFormat()
  const { viewport, chart } = useTicker()
  const hands = useHands()
  const overlay = chart.overlay.value
  const dates = viewport.series.value?.axis.dates
  if (overlay === null || dates === undefined) return null
  const isEstimation = edge === 'estimationFrom' || edge === 'estimationTo'
  const isFirst = edge === 'from' || edge === 'estimationFrom'
  const stretch = isEstimation ? overlay.estimation : overlay.event
  if (stretch === null) return null
  const session = hands.sessionOfEdge(edge)
  const [least, most] = reachOfEdge(hands.windows.value, edge)
  const place = isFirst ? stretch.first : stretch.last
  const day0 = overlay.event.first - overlay.window[0]
  const { top, height } = viewport.layout.value.price
  const live = hands.live.value
  const window = live?.kind === 'measured' ? rowOf(live.windows, overlay.window) : null
  const said =
    window?.car == null
      ? []
      : [`CAR ${write.percent(window.car)}, t ${write.statistic(window.tExact)}, p ${write.p(window.pExact)}`]
  const date = dates[day0 + session]
  return (
    <Handle
      name={text.edges[edge]}
      side={isFirst ? 'left' : 'right'}
      kind={isEstimation ? 'estimation' : 'window'}
      at={isFirst ? place - 0.5 : place + 0.5}
      top={isEstimation ? top + height : top}
      value={session}
      least={least}
      most={most}
      text={[text.session(sessionText(session), date === undefined ? null : write.date(date)), ...said].join('; ')}
      touch={(isShown) => {
        hands.want()
        hands.focused.value = isShown
      }}
      move={(to) => hands.moveEdge(edge, to)}
      valueAt={(edgeAt) => Math.round(isFirst ? edgeAt + 0.5 : edgeAt - 0.5) - day0}
      reveal={() => hands.reveal(day0 + hands.sessionOfEdge(edge))}
      letGo={hands.letGo}
      drawBack={hands.drawBack}
    />
  )
}

/** One end of the ruler. */
function RulerEnd({ end }: { readonly end: 0 | 1 }) {
  const text = useWords('hands')
  const { viewport, clock } = useTicker()
  const hands = useHands()
  const [places, series] = [hands.places.value, viewport.series.value]
  if (places === null || series === null) return null
  const [own, other] = [places[end], places[1 - end] ?? 0]
  const { top, height } = viewport.layout.value.price
  return (
    <Handle
      name={text.ends[end]}
      side={own < other || (own === other && end === 0) ? 'left' : 'right'}
      kind="ruler"
      at={own}
      top={top + height / 2}
      value={own}
      least={0}
      most={series.axis.dates.length - 1}
      text={[
        clock.momentAt(own),
        ...(hands.inWords.value?.figures.map((each) => `${each.name} ${each.value}`) ?? []),
      ].join(', ')}
      takesFocus={end === 1 && hands.begun.value}
      taken={() => (hands.begun.value = false)}
      move={(to) => hands.moveEnd(end, to)}
      valueAt={Math.round}
      reveal={() => hands.reveal(hands.places.peek()?.[end] ?? own)}
      letGo={hands.letRulerGo}
      drawBack={hands.drawBack}
    />
  )
}
