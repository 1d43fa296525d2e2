import './Keys.css'
import { useLayoutEffect } from 'preact/hooks'
import { usePage, useWords } from './page.ts'

/** The list of keys: a panel beside the page, never over what is read. */
export function Keys() {
  const text = useWords('page')
  const words = useWords('over')
  const { panels, singleKeys, setHabit } = usePage()
  const { keysOpen } = panels
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // What lies on top closes by itself, and first.
      if (event.key !== 'Escape' || document.querySelector(':popover-open, :modal') !== null) return
      keysOpen.value = false
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    addEventListener('keydown', onKey, true)
    return () => removeEventListener('keydown', onKey, true)
  }, [keysOpen])
  return (
    <aside class="keys" aria-label={text.help}>
      <h2>{text.help}</h2>
      <button type="button" class="icon" aria-label={text.close} onClick={() => (keysOpen.value = false)}>
        ✕
      </button>
      <label>
        <input
          type="checkbox"
          checked={singleKeys.value}
          onChange={({ currentTarget }) => setHabit('keys', currentTarget.checked ? '' : 'off')}
        />{' '}
        {words.singleKeys}
      </label>
      <dl>
        {words.keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((cap) => (
                <kbd key={cap}>{cap}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </aside>
  )
}
