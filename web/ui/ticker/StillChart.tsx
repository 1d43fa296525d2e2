import { sessionsText } from '../../core/sessionText.ts'
import { usePage, useWords } from '../page.ts'
import { Drawing } from './Drawing.tsx'
import { useTicker } from './useTicker.ts'

/** The chart of the ticker screen as a drawing, where nothing can be pressed. */
export function StillChart() {
  const text = useWords('page')
  const { narrow, market } = usePage()
  const { viewport, clock, chart, compare } = useTicker()
  const model = chart.chartModel.value
  if (model === null) return null
  const { overlay } = model
  const facts = market.tickerFacts.value
  const car = overlay !== null && overlay.car.length > 1 ? ` · ${text.car} ${sessionsText(...overlay.window)} ―` : ''
  const unit = model.zero !== null ? null : facts?.kind === 'index' ? text.points : (facts?.currency ?? null)
  return (
    <Drawing
      model={model}
      place={viewport.size.value}
      hairline={model.reacts}
      words={{
        lanes: model.lanes.map((lane) => text.rails[lane]),
        periods: text.periods,
        volume: narrow.value ? text.volume : text.volumeName,
        strength: compare.strengthName(),
        abnormal: `${text.ar} ▮${car}`,
        unit: narrow.value ? null : unit,
        clock: market.interval.value === '1d' ? null : clock.place.value,
      }}
    />
  )
}
