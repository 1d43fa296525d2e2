import { batch, computed, effect, signal, untracked } from '@preact/signals'
import { isEventType, families as known } from '../../../server/market/eventType.ts'
import type { PlacedEvent } from '../../api.ts'
import type { View } from '../../core/address.ts'
import { type Held, isLost, withHeld } from '../../core/events/grid.ts'
import type { EventsQuestion } from '../../core/events/parameters.ts'
import { type Failure, Refusal } from '../../refusal.ts'
import type { State } from '../state.ts'
import type { EventsApi } from './api.ts'

/** Rows of the first page, which is shown at once, and of those that are asked for as the reader goes on. */
const FIRST = 200
const MORE = 1000
/** The most that the server gives at once. */
const MOST = 10_000

const families: ReadonlySet<string> = new Set(known)
const isKnown = (type: string): boolean => families.has(type) || isEventType(type)

/** Which end of the list comes first. */
export const orderOf = ({ over }: View): 'asc' | 'desc' => (over.o === 'desc' ? 'desc' : 'asc')

/** The stored events that the address asks for, page by page: as far as the reader has looked. */
export function makeListed({ view, changes }: State, api: EventsApi) {
  const shown = computed(() => {
    const { screen } = view.value
    // A type that an address made up asks for nothing.
    return screen.kind === 'events' ? { ...screen, types: screen.types.filter(isKnown) } : null
  })
  const asked = computed(() => JSON.stringify(questionOf()))
  const rows = signal<readonly PlacedEvent[]>([])
  /** Events that meet the question, loaded or not; null: not known yet. */
  const total = signal<number | null>(null)
  const held = signal<Held<PlacedEvent> | null>(null)
  const isLoading = signal(false)
  const failure = signal<Failure | null>(null)
  const attempt = signal(0)

  let wanted = 0
  let next: string | null = null
  let abort = new AbortController()
  let before = ''

  function questionOf(): EventsQuestion | null {
    const screen = shown.value
    if (screen === null) return null
    const { kind: _, ...asked } = screen
    return { ...asked, query: view.value.query, order: orderOf(view.value) }
  }

  /** Asks for a page and puts it in the place of the rows, or behind them. */
  async function load(question: EventsQuestion, limit: number, cursor: string | null): Promise<void> {
    const { signal } = abort
    isLoading.value = true
    failure.value = null
    try {
      const page = await api.page(question, limit, cursor, signal)
      if (signal.aborted) return
      batch(() => {
        rows.value = cursor === null ? page.events : [...rows.peek(), ...page.events]
        total.value = page.total
        next = page.next
        isLoading.value = false
      })
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof Refusal)) throw error
      isLoading.value = false
      failure.value = error.failure
      return
    }
    if (wanted > rows.peek().length) loadMore()
  }

  function loadMore(): void {
    const question = untracked(questionOf)
    if (question !== null && next !== null && !isLoading.peek()) void load(question, MORE, next)
  }

  effect(() => {
    changes.value
    attempt.value
    const key = asked.value
    const question = untracked(questionOf)
    if (question === null) return
    // What changed in the store is asked for as far as it was read; another question begins at its top.
    const isSame = key === before
    before = key
    if (!isSame) wanted = 0
    abort = new AbortController()
    const mine = abort
    void load(
      question,
      isSame
        ? Math.min(
            MOST,
            Math.max(
              FIRST,
              untracked(() => rows.value.length),
            ),
          )
        : FIRST,
      null,
    )
    return () => mine.abort()
  })

  return {
    shown,
    question: computed(questionOf),
    /** What is loaded, and the row that is held. */
    rows: computed(() => withHeld(rows.value, held.value)),
    total: computed(() => total.value),
    /** Rows that the grid is high: the events that meet the question, and one that is held without meeting it. */
    height: computed(() => (total.value === null ? null : total.value + (isLost(rows.value, held.value) ? 1 : 0))),
    loaded: computed(() => rows.value),
    /** Keeps the row of an event whatever becomes of it in the store, until it is let go of with null. */
    hold(next: Held<PlacedEvent> | null): void {
      held.value = next
    },
    isLoading: computed(() => isLoading.value),
    failure: computed(() => failure.value),
    retry: (): void => void attempt.value++,
    /** Says how many rows the reader looks at from the top: those that are missing are asked for. */
    need(count: number): void {
      wanted = Math.max(wanted, count)
      if (wanted > rows.peek().length) loadMore()
    },
  }
}

export type Listed = ReturnType<typeof makeListed>
