/** The way back from what was done on a screen, and forth again. */
type Undo = { readonly undo: () => Promise<void>; readonly redo: () => Promise<void> }

/** Ctrl+Z and Ctrl+Shift+Z; in a text field they undo typing. @returns ends that */
export function listenToUndo({ undo, redo }: Undo): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || event.altKey) return
    if (event.target instanceof HTMLElement && event.target.closest('input, select, textarea') !== null) return
    event.preventDefault()
    void (event.shiftKey ? redo() : undo())
  }
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}
