/** Calls when a point of the page has more or fewer pixels: it is zoomed, or on another screen. @returns what undoes it */
export function listenToPixels(changed: () => void): () => void {
  const abort = new AbortController()
  const watch = () =>
    matchMedia(`(resolution:${devicePixelRatio}dppx)`).addEventListener(
      'change',
      () => {
        watch()
        changed()
      },
      { once: true, signal: abort.signal },
    )
  watch()
  return () => abort.abort()
}
