import type { State } from '../state/state.ts'

/** Opens the search with "/", where it is no letter of a text, and with Ctrl and K everywhere, as long as the page is there. */
export function listenToSearch({ panels, singleKeys }: State): void {
  addEventListener('keydown', (event) => {
    const isText = (event.target as Element).closest('input, select, textarea')
    if (event.ctrlKey || event.metaKey ? event.key !== 'k' : event.key !== '/' || isText || !singleKeys.peek()) return
    event.preventDefault()
    panels.searchOpen.value = true
  })
}
