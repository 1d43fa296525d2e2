import { type ComponentType, createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Format } from '../core/format.ts'
import type { Part, Words } from '../i18n/words.ts'
import type { State } from '../state/state.ts'

/** The state that the components of a page draw. */
export const PageState = createContext<State | null>(null)

/** What draws the chart where no script runs; null where one does. */
export const StillDrawing = createContext<ComponentType | null>(null)
export const useStillDrawing = (): ComponentType | null => useContext(StillDrawing)

export function usePage(): State {
  const state = useContext(PageState)
  if (state === null) throw new Error('Cannot draw a part of the page outside of it')
  return state
}

/** The words of a part in the language on screen. */
export const useWords = <P extends Part>(part: P): Words[P] => usePage().words(part)

/** Numbers and dates as the language on screen writes them. */
export const useFormat = (): Format => usePage().format.value

/** Whole numbers as the language on screen writes them. */
export function useCount(): (value: number) => string {
  const write = useFormat()
  return (value) => write.plain(value, 0)
}
