import './Dropped.css'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { firstData } from '../core/data/address.ts'
import { ImportPanel } from './events/ImportPanel.tsx'
import { useEvents } from './events/useEvents.ts'
import { Link } from './Link.tsx'
import { usePage, useWords } from './page.ts'

/** A file that was dropped on a screen: what it holds and what is wrong with it, and after the reader's word what was stored. */
export function Dropped() {
  const words = useWords('events')
  const text = useWords('page')
  const { panels } = usePage()
  const { importing, edits } = useEvents()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    dialog.current?.showModal()
  }, [])
  const { looked, stored } = importing
  const [file, done] = [looked.value, stored.value]
  const isOver = file === null && done === null
  useEffect(() => {
    if (isOver) dialog.current?.close()
  }, [isOver])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      class="dropped"
      aria-label={file === null ? words.stored : words.importOf(file.file.name)}
      ref={dialog}
      onClose={() => {
        panels.dropped.value = false
        importing.leave()
      }}
      onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
    >
      <ImportPanel />
      {done !== null && (
        <section class="panel" aria-label={words.stored}>
          <p role="status">{done.what}</p>
          <p class="decide">
            {done.run !== null && (
              <button
                type="button"
                class="action"
                onClick={() => void edits.takeBack(done.run ?? 0).then((isBack) => isBack && importing.leave())}
              >
                {words.undo}
              </button>
            )}{' '}
            <Link class="action" to={{ screen: { kind: 'data', ...firstData } }}>
              {words.toData}
            </Link>{' '}
            <button type="button" class="action primary" onClick={() => dialog.current?.close()}>
              {text.close}
            </button>
          </p>
        </section>
      )}
    </dialog>
  )
}
