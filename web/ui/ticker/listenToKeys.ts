import type { Heard } from '../../core/ticker/sweep.ts'
import type { State } from '../../state/state.ts'

/** What keys do; `heard`: what is played. */
type Commands = {
  readonly press: (event: KeyboardEvent) => boolean
  readonly undo: () => boolean
  readonly redo: () => boolean
  readonly heard: () => readonly Heard[]
}

/** Hands the keys of the page to its commands; in a text field every key is text. @returns ends that */
export function listenToKeys(state: State, { press, undo, redo, heard }: Commands): () => void {
  const { panels, singleKeys } = state
  const onKey = (event: KeyboardEvent): void => {
    const isText = event.target instanceof HTMLElement && event.target.closest('input, textarea') !== null
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !event.altKey && !isText) {
      if (event.shiftKey ? redo() : undo()) event.preventDefault()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    // What lies on top of the page has the keys, or at least closes by itself.
    if (document.querySelector(event.key === 'Escape' ? ':popover-open, :modal' : ':modal') !== null) return
    const target = event.target instanceof HTMLElement ? event.target : null
    if (target?.closest('input, select, textarea')) {
      if (event.key === 'Escape') target.blur()
      return
    }
    if (!singleKeys.peek() && event.key.length === 1) return
    if (event.key === 'f') focusSearch()
    else if (event.key === 'e') openFiles()
    else if (event.key === 'p') void import('./sound.ts').then(({ toggleSound }) => toggleSound(state, heard()))
    else if (!press(event)) return
    event.preventDefault()
  }
  const focusSearch = (): void => {
    panels.sideOpen.value = true
    const focus = () => document.getElementById('search')?.focus()
    // Before the next key where the panel is there; else it comes with the next picture.
    focus()
    requestAnimationFrame(focus)
  }
  const openFiles = (): void => {
    const opener = document.querySelector<HTMLElement>('[popovertarget=downloads]')
    // From where the focus is, Tab leads into what opens.
    opener?.focus()
    opener?.click()
  }
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}
