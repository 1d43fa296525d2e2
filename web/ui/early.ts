/**
 * What a reader presses on a page that came drawn waits until its scripts answer: buttons, ticks, and keys that the page knows.
 * Links lead on by themselves, and menus open by themselves: they are told so.
 *
 * @returns does it all, once the page that is here now answers
 */
export function keepEarly(): () => void {
  const kept: { readonly event: Event; readonly again: () => void }[] = []
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
  addEventListener('click', keepClick)
  addEventListener('keydown', keepKey)
  return () => {
    removeEventListener('click', keepClick)
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
