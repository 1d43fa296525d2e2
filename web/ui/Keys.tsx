import './Keys.css'
import { usePage, useWords } from './page.ts'

/** The list of keys: a panel beside the page, never over what is read. */
export function Keys() {
  const text = useWords('page')
  const { keysOpen } = usePage().panels
  return (
    <aside class="keys" aria-label={text.help}>
      <h2>{text.help}</h2>
      <button type="button" class="icon" aria-label={text.close} onClick={() => (keysOpen.value = false)}>
        ✕
      </button>
      <dl>
        {text.keys.map(([key, does]) => (
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
