import type { State } from '../state/state.ts'

/**
 * Opens the search with "/", where it is no letter of a text, and with Ctrl and K everywhere, as long as the page is there.
 * What is typed before its field is here is searched for, and no command.
 */
export function listenToSearch({ panels: { searched }, singleKeys }: State): void {
  const onKey = (event: KeyboardEvent) => {
    const { key, target } = event
    const isCommand = event.ctrlKey || event.metaKey
    const isText = (target as Element).closest('input, select, textarea')
    const typed = searched.peek()
    const isEarly = typed !== null && !isCommand && !isText && !document.querySelector(':modal')
    if (isEarly && key.length === 1) searched.value = typed + key
    else if (isEarly && key === 'Escape') searched.value = null
    else if (isCommand ? key === 'k' : key === '/' && !isText && singleKeys.peek()) searched.value ??= ''
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  // Before the keys of a screen.
  addEventListener('keydown', onKey, true)
}
