import { presets } from '../../core/ticker/presets.ts'
import { usePage, useWords } from '../page.ts'
import { useTicker } from './useTicker.ts'

export function Ranges() {
  const text = useWords('page')
  const { goAround, goPreset } = useTicker().selection
  const { range, event } = usePage().view.value
  return (
    <fieldset class="ranges" aria-label={text.range}>
      {presets.map((preset) => (
        <button
          key={preset}
          type="button"
          title={text.presets[preset][1]}
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
          title={text.around(count)[1]}
          disabled={event === null}
          onClick={() => goAround(count)}
        >
          {text.around(count)[0]}
        </button>
      ))}
    </fieldset>
  )
}
