import { followChanges } from '../state/live.ts'
import type { State } from '../state/state.ts'
import { nameTwins } from './nameTwins.ts'

/** What comes after all that is on screen, as nobody waits for it; it goes on as long as the page is there. */
export function onceShown(state: State): void {
  followChanges(state)
  nameTwins(state)
}
