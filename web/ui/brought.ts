import type { ComponentType } from 'preact'
import type { Part } from '../i18n/words.ts'
import type { State } from '../state/state.ts'

/** Pixels of the place of the chart. */
export type Place = { readonly width: number; readonly height: number }

/** A part of the page as its code brings it. */
export type Brought = {
  readonly Part: ComponentType
  /** Waits until what it shows at first is known. @param place of its chart, where it is known */
  readonly settle?: (state: State, place: Place | null) => Promise<void>
  /** What the window is called. */
  readonly title?: (state: State) => string
  /** Is what the address names not stored? */
  readonly isMissing?: (state: State) => boolean
}

/** How a part of the page comes in when it is first shown: the shell stays small. */
export type Loader = {
  /** Parts of the words that it needs besides those of the page. */
  readonly words: readonly Part[]
  readonly load: () => Promise<Brought>
}

const brought = new WeakMap<Loader, Brought>()

/** What was brought in before; undefined: its code or its words are not here yet. */
export const broughtOf = (loader: Loader): Brought | undefined => brought.get(loader)

/** Brings a part in with its words. */
export async function bring(loader: Loader, state: State): Promise<Brought> {
  const [part] = await Promise.all([loader.load(), ...loader.words.map(state.load)])
  brought.set(loader, part)
  return part
}
