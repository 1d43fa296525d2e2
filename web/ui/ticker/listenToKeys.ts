import type { State } from '../../state/state.ts'

type Press = (event: KeyboardEvent) => boolean

/** Hands the keys of the page to its commands; in a text field every key is text. @returns ends that */
export function listenToKeys({ sideOpen }: State['panels'], press: Press): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    // What lies on top of the page closes by itself.
    if (event.key === 'Escape' && document.querySelector(':popover-open') !== null) return
    const target = event.target instanceof HTMLElement ? event.target : null
    if (target?.closest('input, select, textarea')) {
      if (event.key === 'Escape') target.blur()
      return
    }
    if (event.key === '/') focusSearch()
    else if (!press(event)) return
    event.preventDefault()
  }
  const focusSearch = (): void => {
    sideOpen.value = true
    // The panel is there with the next picture.
    requestAnimationFrame(() => document.getElementById('search')?.focus())
  }
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}
