/** Puts something that opens beside what opens it, inside the window: below it, or above where there is little room below. */
export function putBeside(opener: Element, opened: HTMLElement, width: number): void {
  const box = opener.getBoundingClientRect()
  const left = Math.max(8, Math.min(box.left, innerWidth - Math.min(width, innerWidth - 16) - 8))
  const above = box.bottom > innerHeight * 0.6
  opened.style.left = `${left}px`
  opened.style.top = above ? 'auto' : `${box.bottom + 4}px`
  opened.style.bottom = above ? `${innerHeight - box.top + 4}px` : 'auto'
  opened.style.maxHeight = `${(above ? box.top : innerHeight - box.bottom) - 12}px`
}
