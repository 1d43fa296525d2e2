import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useId, useRef } from 'preact/hooks'
import { kindsOf, type Note, noteSigns } from '../../core/ticker/notes.ts'
import { ribbonWords } from '../../i18n/ribbonText.ts'

type ListProps = { readonly notes: readonly Note[] }

const namesOf = (notes: readonly Note[]): string =>
  kindsOf(notes)
    .map((kind) => ribbonWords.value.kinds[kind])
    .join(', ')
const signsOf = (notes: readonly Note[]): string =>
  kindsOf(notes)
    .map((kind) => noteSigns[kind])
    .join('')

/** The gravest sign right after a number that is not to be taken for final; `Notes` beside it says why. */
export function Signs({ notes }: ListProps) {
  if (notes.length === 0) return null
  const names = namesOf(notes)
  return (
    <sup class="signs" role="img" aria-label={`(${names})`} title={names}>
      {signsOf(notes).slice(0, 1)}
    </sup>
  )
}

/** What stands in the place of numbers from bars that a check holds back. */
export const Unavailable = ({ checks }: { readonly checks: readonly string[] }) => (
  <span class="unavailable">{ribbonWords.value.unavailable(checks.join(', '))}</span>
)

/** All signs as a button that opens the list of what they mean. The list loads when it is first opened. */
export function Notes({ notes }: ListProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const list = useSignal<{ readonly List: ComponentType<ListProps> } | null>(null)
  const open = useSignal(false)
  if (notes.length === 0) return null
  const names = namesOf(notes)
  const { List } = list.value ?? {}
  return (
    <>
      <button
        type="button"
        class="notes"
        ref={button}
        popovertarget={id}
        aria-expanded={open.value}
        aria-label={ribbonWords.value.about(names)}
        title={names}
      >
        {signsOf(notes)}
      </button>
      <div
        id={id}
        class="note-list"
        popover="auto"
        role="dialog"
        aria-label={ribbonWords.value.name}
        onBeforeToggle={({ currentTarget }) => {
          // Beside its button, inside the window.
          const box = button.current?.getBoundingClientRect()
          if (box === undefined) return
          const left = Math.max(8, Math.min(box.left, innerWidth - Math.min(400, innerWidth - 16) - 8))
          currentTarget.style.left = `${left}px`
          const above = box.bottom > innerHeight * 0.6
          currentTarget.style.top = above ? 'auto' : `${box.bottom + 4}px`
          currentTarget.style.bottom = above ? `${innerHeight - box.top + 4}px` : 'auto'
        }}
        onToggle={async (event) => {
          open.value = (event as Event & { readonly newState?: string }).newState === 'open'
          if (open.value && list.value === null) list.value = { List: (await import('./NoteList.tsx')).NoteList }
        }}
      >
        {open.value && List !== undefined && <List notes={notes} />}
      </div>
    </>
  )
}
