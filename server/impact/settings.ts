import type { MarketEvent } from '../market/event.ts'
import { Problem } from '../problem.ts'
import { type ModelKind, type ModelName, settingsOfModel } from '../stats/models.ts'
import { readSettings, type Settings } from '../stats/settings.ts'

/** What a reader asked for; what is left out is decided by the event and then by the defaults. */
export type GivenSettings = Partial<Omit<Settings, 'model'>> & {
  readonly model?: ModelName | ModelKind | undefined
}

/**
 * Settings of one event: what was asked for wins over what the event's own columns say, and both over the defaults.
 *
 * @throws Problem 400 naming what cannot be used
 */
export function settingsFor(event: MarketEvent | null, given: GivenSettings): Settings {
  const { model, ...rest } = given
  const asked = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  const reading = readSettings({
    ...(event === null ? {} : ownWindows(event)),
    ...asked,
    ...(model === undefined ? {} : settingsOfModel(model)),
  })
  if (reading.kind === 'accepted') return reading.settings
  throw new Problem(400, 'bad_settings', reading.problems.join('; '))
}

/** The windows that the event's own columns ask for. */
function ownWindows({ window_start, window_end, estimation_end, estimation_length }: MarketEvent) {
  const own: { event?: [number, number]; windows?: [number, number][]; estimation?: [number, number] } = {}
  if (window_start !== null && window_end !== null) {
    own.event = [Math.min(window_start, 0), Math.max(window_end, 0)]
    own.windows = [[window_start, window_end]]
  }
  if (estimation_end !== null && estimation_length !== null)
    own.estimation = [estimation_end - estimation_length + 1, estimation_end]
  return own
}
