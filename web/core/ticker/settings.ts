import type { View } from '../address.ts'
import { windowsAsked } from './windows.ts'

export const levelOf = (level: View['level']): number => Number(`0.${level}`)

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
