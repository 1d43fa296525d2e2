import './Search.css'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Found } from '../state/search.ts'
import { searchState } from '../state/search.ts'
import { Failed } from './Failed.tsx'
import { useCount, usePage, useWords } from './page.ts'

/** The search over tickers, events and what the page can do: typed, gone through with the arrows, chosen with Enter. */
export function Search() {
  const text = useWords('page')
  const words = useWords('over')
  const count = useCount()
  const page = usePage()
  const { searched } = page.panels
  const { trimmed, groups, lines, at, events, move, goTo } = searchState(page)
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    dialog.current?.showModal()
  }, [])
  useEffect(() => {
    document.getElementById(`found-${at.value}`)?.scrollIntoView({ block: 'nearest' })
  }, [at.value])

  const choose = (line: Found | undefined) => {
    if (line === undefined) return
    dialog.current?.close()
    line.choose()
  }
  const asked = events.state.value
  const isEmpty = lines.value.length === 0
  // Enter before anything was found chooses what is found for these letters first.
  const isEntered = useRef(false)
  useEffect(() => {
    if (!isEntered.current || asked.kind === 'loading') return
    isEntered.current = false
    choose(lines.value[0])
  }, [asked.kind])
  let line = -1
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      class="search"
      aria-label={text.find}
      ref={dialog}
      onClose={() => {
        searched.value = null
      }}
      // What lies around the box belongs to the dialog alone.
      onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
    >
      <div class="box">
        <input
          type="text"
          role="combobox"
          aria-label={text.find}
          aria-expanded={!isEmpty}
          aria-controls="found"
          aria-autocomplete="list"
          aria-activedescendant={isEmpty ? undefined : `found-${at.value}`}
          placeholder={words.hint}
          autocomplete="off"
          spellcheck={false}
          value={searched.value ?? ''}
          onInput={({ currentTarget }) => {
            isEntered.current = false
            searched.value = currentTarget.value
          }}
          onKeyDown={(event) => {
            if (event.isComposing) return
            if (event.key === 'ArrowDown') move(1)
            else if (event.key === 'ArrowUp') move(-1)
            else if (event.key === 'Enter') {
              isEntered.current = isEmpty && asked.kind === 'loading'
              choose(lines.value[at.value])
            } else return
            event.preventDefault()
          }}
        />
        {asked.kind === 'failed' && <Failed failure={asked.failure} kept={false} retry={events.retry} />}
        <div id="found" class="lines" role="listbox" aria-label={text.find}>
          {groups.value.map(({ kind, lines: found }) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of a list box is no group of a form
            <div key={kind} role="group" aria-labelledby={`found-${kind}`}>
              <p id={`found-${kind}`} role="presentation">
                {words[kind]}
              </p>
              {found.map((one) => {
                line++
                const own = line
                return (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
                  // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus
                  <div
                    key={one.key}
                    id={`found-${own}`}
                    role="option"
                    aria-selected={own === at.value}
                    // A list that comes in under a pointer that rests chooses nothing.
                    onPointerMove={({ movementX, movementY }) => (movementX !== 0 || movementY !== 0) && goTo(own)}
                    onClick={() => choose(one)}
                  >
                    {one.mark !== null && <b>{one.mark}</b>} <span>{one.name}</span> <small>{one.more}</small>
                  </div>
                )
              })}
            </div>
          ))}
        </div>
        <p class="soft" role="status">
          {asked.kind === 'loading'
            ? words.asking
            : isEmpty
              ? words.none(trimmed.value)
              : words.found(lines.value.length, count(lines.value.length))}
        </p>
      </div>
    </dialog>
  )
}
