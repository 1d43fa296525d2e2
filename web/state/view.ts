import { computed, signal } from '@preact/signals'
import { formatAddress, parseAddress, type View } from '../core/address.ts'

const current = signal(parseAddress(location.pathname, location.search))

/** What is on screen; the address bar says the same. */
export const view = computed(() => current.value)

/**
 * Changes what is on screen and the address with it.
 *
 * @param how `push`: a step the back button undoes; `replace`: a step on the way to one
 */
export function go(change: Partial<View>, how: 'push' | 'replace' = 'push'): void {
  const next = { ...current.peek(), ...change }
  const address = formatAddress(next)
  current.value = next
  if (address === location.pathname + location.search) return
  if (how === 'push') history.pushState(null, '', address)
  else history.replaceState(null, '', address)
}

/** The address of the view with a change, for links that can be opened elsewhere. */
export const addressOf = (change: Partial<View>): string => formatAddress({ ...current.value, ...change })

addEventListener('popstate', () => {
  current.value = parseAddress(location.pathname, location.search)
})
