import { computed, effect, signal } from '@preact/signals'
import { type Cell, moved } from '../../core/events/grid.ts'
import type { Listed } from './listed.ts'

/** The cell of the grid that the keyboard is on, and the rows that are chosen. */
export function makeCursor({ rows, height }: Listed) {
  const cell = signal<Cell>({ row: 0, column: 'title' })
  const chosen = signal<ReadonlySet<string>>(new Set())
  /** Counts the moves after which the cell takes the focus. */
  const moves = signal(0)
  let held: string | null = null
  /** Does the cell take the focus with the next rows, as its own row may be gone then? */
  let isAwaited = false

  /** The cursor stays with its event when the list changes around it. */
  effect(() => {
    const listed = rows.value
    const { row, column } = cell.peek()
    const at = held === null ? -1 : listed.findIndex(({ event_id }) => event_id === held)
    const last = Math.max(0, (height.peek() ?? 0) - 1)
    if (at >= 0 && at !== row) cell.value = { row: at, column }
    else if (row > last) cell.value = { row: last, column }
    const known = new Set(listed.map(({ event_id }) => event_id))
    const left = [...chosen.peek()].filter((id) => known.has(id))
    if (left.length < chosen.peek().size) chosen.value = new Set(left)
    if (isAwaited) moves.value = moves.peek() + 1
    isAwaited = false
  })

  function goTo(next: Cell): void {
    cell.value = next
    held = rows.peek()[next.row]?.event_id ?? null
    moves.value++
  }

  return {
    cell: computed(() => cell.value),
    chosen: computed(() => chosen.value),
    moves: computed(() => moves.value),
    goTo,
    /** The rows are about to change: the focus comes back to the grid with them. */
    awaitRows(): void {
      isAwaited = true
    },
    /** The focus came to a cell by itself: by the pointer, or by Tab. */
    settle(next: Cell): void {
      cell.value = next
      held = rows.peek()[next.row]?.event_id ?? null
    },
    /** @returns whether the key moves the cursor */
    press(key: KeyboardEvent, page: number): boolean {
      const next = moved(cell.peek(), key, height.peek() ?? 0, page)
      if (next === null) return false
      goTo(next)
      return true
    },
    toggle(id: string): void {
      const next = new Set(chosen.peek())
      if (!next.delete(id)) next.add(id)
      chosen.value = next
    },
    /** All rows that are loaded, or none when they all are. */
    toggleAll(): void {
      const all = rows.peek().map(({ event_id }) => event_id)
      chosen.value = chosen.peek().size === all.length ? new Set() : new Set(all)
    },
    clear(): void {
      chosen.value = new Set()
    },
  }
}

export type Cursor = ReturnType<typeof makeCursor>
