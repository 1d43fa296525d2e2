import { monthsBefore } from '../../core/months.ts'
import { type Preset, presets } from '../../core/ticker/presets.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { useTicker } from './useTicker.ts'

export function Ranges() {
  const text = useWords('page')
  const { goAround, goPreset } = useTicker().selection
  const write = useFormat()
  const { view, market } = usePage()
  const { range, event } = view.value
  const interval = market.interval.value
  const stored = (length: string) => market.tickerFacts.value?.bars.find((each) => each.interval === length)
  const days = stored('1d')
  const within = market.stored.value.filter((each) => each !== '1d')
  // Of bars within the day those that reach the farthest.
  const nearest = within.reduce<string | null>((best, each) => {
    const to = stored(each)?.to ?? ''
    return best === null || to > (stored(best)?.to ?? '') ? each : best
  }, null)
  const hours = nearest === null ? undefined : stored(nearest)
  // A range longer than what is stored shows all of it, and says so; one of few sessions says where their hours end.
  const asks = (preset: Preset): string => {
    const name = text.presets[preset][1]
    if (days === undefined) return name
    if (preset === '5y' && monthsBefore(days.to, 60) < days.from)
      return `${name}: ${text.allThereIs(write.plain(days.count, 0), write.date(days.from))}`
    return (preset === '1d' || preset === '5d') && hours !== undefined && hours.to < days.to
      ? `${name}: ${text.noHoursYet(nearest ?? '', write.date(hours.to))}`
      : name
  }
  const chosen = range.kind === 'preset' && interval === '1d' ? asks(range.preset).split(': ')[1] : undefined
  return (
    <fieldset class="ranges" aria-label={text.range}>
      {presets.map((preset) => (
        <button
          key={preset}
          type="button"
          title={asks(preset)}
          aria-pressed={range.kind === 'preset' && range.preset === preset}
          onClick={() => goPreset(preset)}
        >
          {text.presets[preset][0]}
        </button>
      ))}
      <span class="rule" />
      {[5, 20].map((count) => (
        <button
          key={count}
          type="button"
          title={event === null ? `${text.around(count)[1]}: ${text.pickFirst}` : text.around(count)[1]}
          disabled={event === null}
          onClick={() => goAround(count)}
        >
          {text.around(count)[0]}
        </button>
      ))}
      {chosen !== undefined && <small class="soft">{chosen}</small>}
    </fieldset>
  )
}
