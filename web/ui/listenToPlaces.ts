import { places } from '../core/screens.ts'
import type { State } from '../state/state.ts'

/** Milliseconds in which the second key is waited for. */
const PATIENCE = 1500

/** Goes to a screen with "g" and the first letter of its name, and shows the list of keys with "?" on every screen. */
export function listenToPlaces({ panels, singleKeys, market, go, page }: State): void {
  let begun = Number.NEGATIVE_INFINITY
  const isPlain = ({ ctrlKey, metaKey, altKey, target }: KeyboardEvent) =>
    !(ctrlKey || metaKey || altKey) &&
    singleKeys.peek() &&
    (target as Element).closest('input, select, textarea') === null &&
    document.querySelector(':modal') === null
  // Before the keys of a screen: after "g" its letters mean something else.
  const onKey = (event: KeyboardEvent) => {
    const isSecond = page.performance.now() - begun < PATIENCE
    begun = Number.NEGATIVE_INFINITY
    if (!isPlain(event)) return
    const place = places(market.usual.peek()).find(({ name }) => isSecond && name[0] === event.key)
    if (place) go({ screen: place.screen })
    else if (event.key === '?') panels.keysOpen.value = !panels.keysOpen.peek()
    else {
      if (event.key === 'g') begun = page.performance.now()
      return
    }
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  addEventListener('keydown', onKey, true)
}
