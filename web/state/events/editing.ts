import { batch, computed, effect, signal, untracked } from '@preact/signals'
import type { PlacedEvent } from '../../api.ts'
import { type Editable, fieldOfColumn, formOf, isEditable } from '../../core/events/form.ts'
import { isLost } from '../../core/events/grid.ts'
import { failureOf } from '../../refusal.ts'
import type { State } from '../state.ts'
import type { EventsApi } from './api.ts'
import type { Cursor } from './cursor.ts'
import type { Edits } from './edits.ts'
import type { Listed } from './listed.ts'

/** A cell that is being written. */
type Written = {
  readonly id: string
  readonly column: Editable
  /** Where its row stood when it began. */
  readonly row: number
  /** The text that it began with. */
  readonly text: string
  /** The event as it was read. */
  readonly event: PlacedEvent
  /** What another has stored in the cell meanwhile; null: nobody has. */
  readonly theirs: string | null
  /** What another has done to the event so that it left the list; null: it is still there. */
  readonly left: 'changed' | 'deleted' | null
}

/** Writing in the grid: one cell at a time, and the question before something is deleted. */
export function makeEditing(
  { words }: State,
  { rows, loaded, hold }: Listed,
  { cell, chosen, goTo, awaitRows, clear }: Cursor,
  edits: Edits,
  api: Pick<EventsApi, 'one'>,
) {
  const written = signal<Written | null>(null)
  /** The events that are about to be deleted, if the reader says so; null: nobody is asked. */
  const asked = signal<readonly { readonly id: string; readonly title: string }[] | null>(null)

  const here = (): PlacedEvent | undefined => rows.peek()[cell.peek().row]
  const backToGrid = () => goTo(cell.peek())

  /** Its row stays in the list for as long as a cell of it is written. */
  function write(next: Written | null): void {
    batch(() => {
      hold(next)
      written.value = next
    })
  }

  /** Asks what became of the event that is written, as it left the list. */
  async function follow(now: Written): Promise<void> {
    let left: Written['left'] = 'changed'
    let event = now.event
    try {
      event = await api.one(now.id)
    } catch (error) {
      const failure = failureOf(error)
      if (failure.kind !== 'refused' || failure.status !== 404) return
      left = 'deleted'
    }
    // What is stored right now by its own writer is no news to that writer.
    if (written.peek() !== now || edits.isBusy.peek()) return
    const field = fieldOfColumn[now.column]
    const [before, stored] = [formOf(now.event)[field], formOf(event)[field]]
    write({ ...now, event, left, theirs: stored === before ? now.theirs : stored })
  }

  effect(() => {
    const list = loaded.value
    untracked(() => {
      const now = written.peek()
      if (now === null) return
      if (isLost(list, now)) void follow(now)
      else if (now.left !== null) write({ ...now, left: null })
    })
  })

  return {
    written: computed(() => written.value),
    asked: computed(() => asked.value),
    /** Begins to write the cell that the cursor is on. @returns whether it can be written */
    begin(): boolean {
      const event = here()
      const { row, column } = cell.peek()
      if (event === undefined || !isEditable(column)) return false
      edits.refused.value = null
      const text = formOf(event)[fieldOfColumn[column]]
      write({ id: event.event_id, column, row, text, event, theirs: null, left: null })
      return true
    },
    /** Stores the text; where it is refused, the cell goes on being written. @param goesOn whether the focus stays in the grid */
    async save(text: string, goesOn: boolean): Promise<void> {
      const now = written.peek()
      if (now === null || now.left === 'deleted' || edits.isBusy.peek()) return
      const { event, column } = now
      const field = fieldOfColumn[column]
      const own = words('events')
      const mine = { ...formOf(event), [field]: text }
      const met =
        text.trim() === formOf(event)[field].trim()
          ? null
          : await edits.rewrite(event, mine, own.changed(event.title, own.columns[column]))
      if (written.peek() !== now) return
      if (met !== null) write({ ...now, event: met.event, theirs: formOf(met.event)[field] })
      if (met !== null || edits.refused.peek() !== null) return
      write(null)
      if (goesOn) backToGrid()
    },
    cancel(): void {
      write(null)
      edits.refused.value = null
      backToGrid()
    },
    /** Asks whether the chosen events, or the one under the cursor, shall be deleted. */
    ask(): void {
      const ids = chosen.peek()
      const event = here()
      const some = ids.size > 0 ? rows.peek().filter(({ event_id }) => ids.has(event_id)) : event ? [event] : []
      if (some.length > 0) asked.value = some.map(({ event_id, title }) => ({ id: event_id, title }))
    },
    async answer(isYes: boolean): Promise<void> {
      const some = asked.peek()
      asked.value = null
      if (!isYes || some === null) return backToGrid()
      awaitRows()
      await edits.remove(some)
      clear()
    },
  }
}
