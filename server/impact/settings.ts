import type { MarketEvent } from '../market/event.ts'
import { Problem } from '../problem.ts'
import type { GivenSettings } from '../query/settings.ts'
import { settingsOfModel } from '../stats/models.ts'
import { readSettings, type SettingsReading } from '../stats/readSettings.ts'
import type { Settings, Window } from '../stats/settings.ts'

/** Windows that one event asks for. */
export interface AskedWindows {
  readonly estimation?: Window | undefined
  readonly event?: Window | undefined
  readonly windows?: readonly Window[] | undefined
}

/** @throws Problem 400 naming what cannot be used */
export function settingsOf(given: GivenSettings): Settings {
  const reading = readSettings(writtenOf(given))
  if (reading.kind === 'accepted') return reading.settings
  throw new Problem(400, 'bad_settings', reading.problems.join('; '))
}

/** What was asked for all, with the windows in which one event departs from it. */
export const settingsWith = (given: GivenSettings, windows: AskedWindows): SettingsReading =>
  readSettings({ ...writtenOf(given), ...windows })

/**
 * The windows in which an event departs from what was asked for all: those asked for it alone win over what was asked
 * for all, and that over its own columns. Its event window holds the windows that were asked for; its own windows count
 * as far as they lie in an event window that was asked for.
 */
export function windowsOfEvent(columns: AskedWindows, given: AskedWindows, own: AskedWindows = {}): AskedWindows {
  const estimation = own.estimation ?? (given.estimation === undefined ? columns.estimation : undefined)
  const eventWindow = own.event ?? (given.event === undefined ? holding(columns.event, given.windows) : undefined)
  const fits = ([from, to]: Window) => given.event === undefined || (from >= given.event[0] && to <= given.event[1])
  const windows = own.windows ?? (given.windows === undefined ? columns.windows?.filter(fits) : undefined)
  return {
    ...(estimation === undefined ? {} : { estimation }),
    ...(eventWindow === undefined ? {} : { event: eventWindow }),
    ...(windows === undefined || windows.length === 0 ? {} : { windows }),
  }
}

const holding = (event: Window | undefined, windows: readonly Window[] = []): Window | undefined =>
  event === undefined
    ? undefined
    : [Math.min(event[0], ...windows.map(([from]) => from)), Math.max(event[1], ...windows.map(([, to]) => to))]

function writtenOf({ model, ...rest }: GivenSettings): Readonly<Record<string, unknown>> {
  const asked = Object.entries(rest).filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(asked), ...(model === undefined ? {} : settingsOfModel(model)) }
}

/** The windows that the event's own columns ask for. */
export function windowsOfColumns({
  window_start,
  window_end,
  estimation_end,
  estimation_length,
}: MarketEvent): AskedWindows {
  const hasWindow = window_start !== null && window_end !== null
  const hasEstimation = estimation_end !== null && estimation_length !== null
  return {
    event: hasWindow ? [Math.min(window_start, 0), Math.max(window_end, 0)] : undefined,
    windows: hasWindow ? [[window_start, window_end]] : undefined,
    estimation: hasEstimation ? [estimation_end - estimation_length + 1, estimation_end] : undefined,
  }
}
