import { computed, signal, untracked } from '@preact/signals'
import { formatAddress, parseAddress, type View } from '../core/address.ts'
import type { PageWindow } from './pageWindow.ts'

/** What is on screen, which the address bar says too. */
export function makeNavigation({ location, history, addEventListener }: PageWindow) {
  const read = () => parseAddress(location.pathname, location.search)
  const current = signal(read())
  addEventListener('popstate', () => {
    current.value = read()
  })

  /** What lies over a chart stays with it: another screen or ticker begins without. */
  const changed = (change: Partial<View>): View => ({
    ...current.value,
    ...(change.screen ? { over: {} } : {}),
    ...change,
  })

  /**
   * Changes what is on screen and the address with it.
   *
   * @param how `push`: a step the back button undoes; `replace`: a step on the way to one
   */
  function go(change: Partial<View>, how: 'push' | 'replace' = 'push'): void {
    // Of other bars it says nothing.
    const data = change.screen || change.interval ? null : current.peek().data
    const next = untracked(() => changed({ data, ...change }))
    const address = formatAddress(next)
    current.value = next
    if (address === location.pathname + location.search) return
    if (how === 'push') history.pushState(null, '', address)
    else history.replaceState(null, '', address)
  }

  /** One of them changes for those who read it, not with every other. */
  const part = (key: keyof View): PropertyDescriptor => {
    const value = computed(() => current.value[key])
    return { enumerable: true, get: () => value.value }
  }
  const keys = Object.keys(current.peek()) as (keyof View)[]

  return {
    view: computed(() => current.value),
    /** The parts of the view: whoever reads one hears of its own changes only, and not of where the chart was moved to. */
    parts: Object.defineProperties({}, Object.fromEntries(keys.map((key) => [key, part(key)]))) as View,
    go,
    /** The address of the view with a change, for links that can be opened elsewhere. */
    addressOf: (change: Partial<View>): string => formatAddress(changed(change)),
  }
}

export type Navigation = ReturnType<typeof makeNavigation>
