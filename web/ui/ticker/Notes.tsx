import './Notes.css'
import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useId, useRef } from 'preact/hooks'
import { kindsOf, type Note, noteSigns } from '../../core/ticker/notes.ts'
import type { Words } from '../../i18n/words.ts'
import { putBeside } from '../beside.ts'
import { usePage, useWords } from '../page.ts'

type ListProps = { readonly notes: readonly Note[] }

const namesOf = (notes: readonly Note[], { kinds }: Words['quality']): string =>
  kindsOf(notes)
    .map((kind) => kinds[kind])
    .join(', ')
const signsOf = (notes: readonly Note[]): string =>
  kindsOf(notes)
    .map((kind) => noteSigns[kind])
    .join('')

/** The gravest sign right after a number that is not to be taken for final; `Notes` beside it says why. */
export function Signs({ notes }: ListProps) {
  const text = useWords('quality')
  if (notes.length === 0) return null
  const names = namesOf(notes, text)
  return (
    <sup class="signs" role="img" aria-label={`(${names})`} title={names}>
      {signsOf(notes).slice(0, 1)}
    </sup>
  )
}

/** What stands in the place of numbers from bars that a check holds back. */
export const Unavailable = ({ checks }: { readonly checks: readonly string[] }) => (
  <span class="unavailable">{useWords('quality').unavailable(checks.join(', '))}</span>
)

/** All signs as a button that opens the list of what they mean. The list loads when it is first opened. */
export function Notes({ notes }: ListProps) {
  const text = useWords('quality')
  const { load } = usePage()
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const list = useSignal<{ readonly List: ComponentType<ListProps> } | null>(null)
  const open = useSignal(false)
  if (notes.length === 0) return null
  const names = namesOf(notes, text)
  const { List } = list.value ?? {}
  return (
    <>
      <button
        type="button"
        class="notes"
        ref={button}
        popovertarget={id}
        aria-expanded={open.value}
        aria-label={text.about(names)}
        title={names}
      >
        {signsOf(notes)}
      </button>
      <div
        id={id}
        class="note-list"
        popover="auto"
        role="dialog"
        aria-label={text.name}
        onBeforeToggle={({ currentTarget }) => {
          if (button.current !== null) putBeside(button.current, currentTarget, 400)
        }}
        onToggle={async (event) => {
          open.value = (event as Event & { readonly newState?: string }).newState === 'open'
          if (!open.value || list.value !== null) return
          const [{ NoteList }] = await Promise.all([import('./NoteList.tsx'), load('check')])
          list.value = { List: NoteList }
        }}
      >
        {open.value && List !== undefined && <List notes={notes} />}
      </div>
    </>
  )
}
