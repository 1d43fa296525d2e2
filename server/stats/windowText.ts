import type { Window } from './settings.ts'

export type { Window }

/** `-1..1`: how a window of sessions is written in addresses, on the command line and in file names. */
export const windowText = ([from, to]: Window): string => `${from}..${to}`

/** The window that `text` writes, or null. Its ends are not put in order: `1..-1` is for the caller to refuse. */
export function windowOf(text: string): Window | null {
  const match = /^([+-]?\d{1,4})\.\.([+-]?\d{1,4})$/.exec(text.trim())
  return match === null ? null : [Number(match[1]) + 0, Number(match[2]) + 0]
}
