import type { Window } from '../../../server/stats/settings.ts'
import type { View } from '../address.ts'

export const levelOf = (level: View['level']): number => Number(`0.${level}`)

/** The event window whose CAR is asked for, and the estimation window by its length and gap, as the address has them. */
export type Windows = Pick<View, 'window' | 'estimation'>

/** Windows every card shows, in sessions from day 0. */
const always: readonly Window[] = [
  [0, 0],
  [0, 1],
  [-1, 1],
  [0, 5],
]

/** What is measured for windows, in sessions from day 0. The estimation window keeps clear of the event window. */
export function windowsAsked({ window, estimation: [length, gap] }: Windows) {
  const event: Window = [Math.min(-10, window[0]), Math.max(10, window[1])]
  const clear = Math.max(gap, -event[0])
  const isUsual = always.some(([from, to]) => from === window[0] && to === window[1])
  const windows = isUsual ? always : [...always, window]
  const estimation: Window = [-(clear + length), -(clear + 1)]
  return { event, estimation, windows }
}

/** What the server is asked to compute for a view. */
export function settingsOf({ window, estimation, model, level, over }: View) {
  const asked = windowsAsked({ window, estimation })
  const text = ([from, to]: readonly [number, number]) => `${from}..${to}`
  return {
    model,
    estimation: text(asked.estimation),
    event: text(asked.event),
    windows: asked.windows.map(text).join(','),
    alpha: String(levelOf(level)),
    ...(over.mk === 'c' ? { mask: 'confounders' as const } : {}),
  }
}
