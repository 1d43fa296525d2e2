import { computed, signal } from '@preact/signals'
import type { MarketEvent } from '../../../server/market/event.ts'
import type { PlacedEvent } from '../../api.ts'
import type { Change } from '../../core/events/change.ts'
import { type EventForm, formOf, type Merged, merged, rewriteOf } from '../../core/events/form.ts'
import { type Failure, failureOf } from '../../refusal.ts'
import type { State } from '../state.ts'
import type { EventsApi } from './api.ts'

/** What was done, in a line, and the runs of the store that did it, oldest first: the store takes them back. */
export type Done = { readonly what: string; readonly runs: readonly number[] }

/** What was written over an event that another has changed since: what is stored now, and the fields to choose of. */
export type Conflict = Merged & { readonly event: PlacedEvent }

/** Characters of a name that the list of imports takes. */
const NAME = 200

/** Times that a change is tried again because another came between. */
const TRIES = 5

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
    add: (title: string, events: readonly Change[]) =>
      once(words('events').added(title), () => api.add(title.slice(0, NAME), events)),
    /**
     * Stores what a person wrote of an event. What others have changed of it since in other fields stays as they left it.
     *
     * @param base the event as the person read it
     * @param what the change in words
     * @returns what a person must choose of, where both have changed one field; null where the change was stored or refused
     */
    async rewrite(base: PlacedEvent, mine: EventForm, what: string): Promise<Conflict | null> {
      let met: Conflict | null = null
      const none = { run: null, changed: 0 }
      await once(what, async () => {
        for (let tried = 1; ; tried++) {
          const event = await api.one(base.event_id)
          const joined = merged(formOf(base), formOf(event), mine)
          if (joined.conflicts.length > 0) {
            met = { ...joined, event }
            return none
          }
          const change = rewriteOf(event, joined.form)
          if (change === null) return none
          try {
            return await api.put(base.event_id, change, event.data_version)
          } catch (error) {
            const failure = failureOf(error)
            if (failure.kind !== 'refused' || failure.status !== 412 || tried === TRIES) throw error
          }
        }
      })
      if (met !== null) announce(words('events').meanwhile)
      return met
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
