import type { View } from '../address.ts'

export const levelOf = (level: View['level']): number => Number(`0.${level}`)

/** Windows every card shows, in sessions from day 0. */
const always: readonly (readonly [number, number])[] = [
  [0, 0],
  [0, 1],
  [-1, 1],
  [0, 5],
]

/** What the server is asked to compute for a view. The estimation window keeps clear of the event window. */
export function settingsOf({ window, estimation, model, level, over }: View) {
  const from = Math.min(-10, window[0])
  const to = Math.max(10, window[1])
  const [length, gap] = estimation
  const clear = Math.max(gap, -from)
  const windows = [...always, window].map(([a, b]) => `${a}..${b}`)
  return {
    model,
    estimation: `${-(clear + length)}..${-(clear + 1)}`,
    event: `${from}..${to}`,
    windows: [...new Set(windows)].join(','),
    alpha: String(levelOf(level)),
    ...(over.mk === 'c' ? { mask: 'confounders' as const } : {}),
  }
}
