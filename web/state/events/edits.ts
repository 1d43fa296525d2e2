import { computed, signal } from '@preact/signals'
import type { MarketEvent } from '../../../server/market/event.ts'
import type { PlacedEvent } from '../../api.ts'
import { type Change, changeOf, type Editable } from '../../core/events/change.ts'
import { type Failure, failureOf } from '../../refusal.ts'
import type { State } from '../state.ts'
import type { EventsApi } from './api.ts'

/** What was done, in a line, and the runs of the store that did it, oldest first: the store takes them back. */
export type Done = { readonly what: string; readonly runs: readonly number[] }

type Named = Pick<PlacedEvent, 'event_id' | 'title'>

/** Changes of events, all of them by the store's own runs, with the way back and forth. */
export function makeEdits({ words, announce, changes }: State, api: EventsApi) {
  const done = signal<readonly Done[]>([])
  const undone = signal<readonly Done[]>([])
  const isBusy = signal(false)
  /** Why the last change did not happen. */
  const refused = signal<Failure | null>(null)

  /** One order at a time: what runs takes the turn, and another one is not begun. @returns null when it did not happen */
  async function inTurn<T>(order: () => Promise<T>): Promise<T | null> {
    if (isBusy.peek()) return null
    isBusy.value = true
    refused.value = null
    try {
      return await order()
    } catch (error) {
      refused.value = failureOf(error)
      return null
    } finally {
      isBusy.value = false
      changes.value++
    }
  }

  function record(what: string, runs: readonly number[]): void {
    if (runs.length > 0) {
      done.value = [...done.peek(), { what, runs }]
      undone.value = []
    }
    announce(runs.length > 0 ? what : words('events').nothingChanged)
  }

  /** @returns the run that did it; null when it was refused or changed nothing */
  async function once(what: string, order: () => Promise<{ run: number | null; changed: number }>) {
    const came = await inTurn(order)
    if (came === null) return null
    const run = came.changed > 0 ? came.run : null
    record(what, run === null ? [] : [run])
    return run
  }

  /** Takes runs back, the newest first. @returns what takes that back in turn */
  const back = (runs: readonly number[]) =>
    inTurn(async () => {
      const by: number[] = []
      for (const run of runs.toReversed()) by.push((await api.takeBack(run)).by)
      return by
    })

  return {
    done: computed(() => done.value),
    canRedo: computed(() => undone.value.length > 0),
    isBusy: computed(() => isBusy.value),
    refused,
    /** Stores events, all of them or none. */
    add: (title: string, events: readonly Change[]) => once(words('events').added(title), () => api.add(events)),
    /** Writes a cell. @returns whether the text is now what is stored */
    async write(event: PlacedEvent, column: Editable, text: string): Promise<boolean> {
      const change = changeOf(event, column, text)
      if (change === null) return true
      const what = words('events').changed(event.title, words('events').columns[column])
      await once(what, () => api.put(event.event_id, change))
      return refused.peek() === null
    },
    /** Writes several fields. */
    async rewrite(id: string, title: string, change: Change): Promise<boolean> {
      await once(words('events').changed(title, null), () => api.put(id, change))
      return refused.peek() === null
    },
    setStatus: (ids: readonly string[], status: MarketEvent['status']) =>
      once(words('events').statusSet(String(ids.length), words('events').statuses[status]), () =>
        api.setStatus(ids, status),
      ),
    /** Says of two events whether they are one story. A decision is a run too, whatever it changed. */
    async decide(one: Named, other: Named, decision: 'same' | 'different'): Promise<void> {
      const came = await inTurn(() => api.decide(one.event_id, other.event_id, decision))
      if (came !== null) record(words('events').decided[decision](one.title), [came.run])
    },
    /** Forgets events one after another; the first that is refused ends it, and those before it stay forgotten. */
    async remove(events: readonly { readonly id: string; readonly title: string }[]): Promise<void> {
      const runs: number[] = []
      await inTurn(async () => {
        for (const { id } of events) runs.push((await api.remove(id)).run)
      })
      const [first] = events
      if (first !== undefined)
        record(words('events').removed(runs.length === 1 ? first.title : null, String(runs.length)), runs)
    },
    /** A file was stored by a run. */
    record,
    async takeBack(run: number): Promise<boolean> {
      const by = await back([run])
      if (by === null) return false
      done.value = done.peek().filter(({ runs }) => !runs.includes(run))
      return true
    },
    async undo(): Promise<void> {
      const last = done.peek().at(-1)
      const by = last === undefined ? null : await back(last.runs)
      if (last === undefined || by === null) return
      done.value = done.peek().slice(0, -1)
      undone.value = [...undone.peek(), { ...last, runs: by }]
      announce(words('events').undone(last.what))
    },
    async redo(): Promise<void> {
      const last = undone.peek().at(-1)
      const by = last === undefined ? null : await back(last.runs)
      if (last === undefined || by === null) return
      undone.value = undone.peek().slice(0, -1)
      done.value = [...done.peek(), { ...last, runs: by }]
      announce(last.what)
    },
  }
}

export type Edits = ReturnType<typeof makeEdits>
