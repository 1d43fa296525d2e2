import type { AskedWindows } from '../impact/settings.ts'
import type { GivenSettings } from '../query/settings.ts'
import type { Settings, Window } from '../stats/settings.ts'

/** The settings of an event, and the windows in which they depart from what was asked for all. */
export interface OwnSettings {
  readonly settings: Settings
  readonly windows: AskedWindows
}

const isEqual = (a: Window, b: Window): boolean => a[0] === b[0] && a[1] === b[1]

/**
 * Settings under which events are averaged: what was asked for; where nothing was and every event brings windows of its
 * own, those windows, each once, in an event window that holds them all.
 */
export function sampleSettings(common: Settings, given: GivenSettings, events: readonly OwnSettings[]): Settings {
  const [first] = events
  if (first === undefined) return common
  const { estimation } = first.settings
  const isShared = given.estimation === undefined && events.every((one) => isEqual(one.settings.estimation, estimation))
  const chosen = isShared ? { ...common, estimation } : common
  const areOwn = events.every(({ windows }) => windows.windows !== undefined)
  if (!areOwn || given.event !== undefined || given.windows !== undefined) return chosen
  const windows: Window[] = []
  for (const { settings } of events)
    for (const window of settings.windows) if (!windows.some((known) => isEqual(known, window))) windows.push(window)
  const event: Window = [
    Math.min(...events.map(({ settings }) => settings.event[0])),
    Math.max(...events.map(({ settings }) => settings.event[1])),
  ]
  return { ...chosen, event, windows, estimation: before(event, chosen.estimation) }
}

/** Windows in which the settings of an event differ from the sample's. */
export function departures({ estimation, event, windows }: Settings, sample: Settings): AskedWindows {
  const areEqual =
    windows.length === sample.windows.length && windows.every((one, i) => isEqual(one, sample.windows[i] ?? one))
  return {
    ...(isEqual(estimation, sample.estimation) ? {} : { estimation }),
    ...(isEqual(event, sample.event) ? {} : { event }),
    ...(areEqual ? {} : { windows }),
  }
}

/** An estimation window of the same length that ends before the event window begins. */
function before(event: Window, [from, to]: Window): Window {
  const overlap = Math.max(0, to - event[0] + 1)
  return [from - overlap, to - overlap]
}
