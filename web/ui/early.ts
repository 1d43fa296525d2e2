/**
 * What a reader does on a page that came drawn waits until its scripts answer: buttons, ticks, keys that the page knows,
 * what is written or chosen in a field, and what is opened. Links lead on by themselves, and menus open by themselves:
 * they are told so.
 *
 * @returns does it all, once the page that is here now answers
 */
export function keepEarly(): () => void {
  const kept: { readonly event: Event; readonly again: () => void }[] = []
  /** Fields and what opens, by their element: what they came to counts. */
  const left = new Map<Element, () => void>()
  const keepClick = (event: Event) => {
    const button = (event.target as Element).closest<HTMLInputElement>('button, [type=checkbox]')
    if (button === null || button.hasAttribute('popovertarget')) return
    const { checked } = button
    const again = () => {
      // Whoever takes over a drawn page keeps its elements; what is gone has nothing that answers.
      button.checked = !checked
      button.click()
    }
    kept.push({ event, again })
  }
  const keepKey = (event: KeyboardEvent) => {
    const { key, target } = event
    if (/^(\S|Arrow.+)$/.test(key) && !event.ctrlKey && !event.metaKey && !event.altKey)
      kept.push({ event, again: () => (target as Element).dispatchEvent(new KeyboardEvent('keydown', event)) })
  }
  const keepField = ({ target }: Event) => {
    const field = target as HTMLInputElement
    const { value } = field
    // A tick is a click.
    if (field.type === 'checkbox') return
    left.set(field, () => {
      field.value = value
      for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }))
    })
  }
  const keepOpen = ({ target }: Event) => {
    const box = target as HTMLDetailsElement
    const { open } = box
    if (box.matches('details'))
      left.set(box, () => {
        // It is told even where it stands as it was left.
        box.open = !open
        box.open = open
      })
  }
  // Nobody answers to a form yet.
  const keepHere = (event: Event) => event.preventDefault()
  const listeners = [
    ['click', keepClick],
    ['submit', keepHere],
    ['input', keepField],
    ['toggle', keepOpen],
  ] as const
  for (const [type, listener] of listeners) addEventListener(type, listener, true)
  addEventListener('keydown', keepKey)
  return () => {
    for (const [type, listener] of listeners) removeEventListener(type, listener, true)
    for (const again of left.values()) again()
    for (const open of document.querySelectorAll(':popover-open'))
      for (const type of ['beforetoggle', 'toggle'])
        open.dispatchEvent(new ToggleEvent(type, { oldState: 'closed', newState: 'open' }))
    // After the frame that puts the page there, and the effects that listen to keys: what they took meanwhile is done.
    requestAnimationFrame(() =>
      setTimeout(() => {
        removeEventListener('keydown', keepKey)
        for (const { event, again } of kept) if (!event.defaultPrevented) again()
        document.getElementById('page')?.removeAttribute('data-drawn')
      }),
    )
  }
}
