import { computed, signal } from '@preact/signals'
import type { Told } from '../../../server/verbs/takeFile.ts'
import { type Failure, failureOf } from '../../refusal.ts'
import type { State } from '../state.ts'
import type { EventsApi } from './api.ts'
import type { Edits } from './edits.ts'

/** A file that somebody wants to import: what the server says of it, before anything is stored. */
type Looked = {
  readonly file: File
  readonly skip: boolean
  /** Whose prices it holds, where somebody said so. */
  readonly ticker: string | null
  /** Names of files that came with it and are not looked at. */
  readonly leftOut: readonly string[]
  /** Null while it is being read. */
  readonly told: Told | null
  readonly failure: Failure | null
}

/** What was stored of a file, and the run that takes it back; null: nothing was changed. */
type Stored = { readonly what: string; readonly run: number | null }

/** Files that a person wants to import: each is told of line by line, and stored when that person says so. */
export function makeImporting({ words, announce }: State, { record }: Edits, api: EventsApi, changed: () => void) {
  const looked = signal<Looked | null>(null)
  const stored = signal<Stored | null>(null)
  const isStoring = signal(false)

  async function look(
    file: File,
    { skip = false, ticker = null, leftOut = [] }: Partial<Pick<Looked, 'skip' | 'ticker' | 'leftOut'>> = {},
  ): Promise<void> {
    const mine: Looked = { file, skip, ticker, leftOut, told: null, failure: null }
    stored.value = null
    looked.value = mine
    try {
      const told = await api.file(file, { name: file.name, dryRun: true, skip, ticker })
      if (looked.peek() === mine) looked.value = { ...mine, told }
    } catch (error) {
      if (looked.peek() === mine) looked.value = { ...mine, failure: failureOf(error) }
    }
  }

  return {
    looked: computed(() => looked.value),
    /** The file that was stored last, until the next one is looked at. */
    stored: computed(() => stored.value),
    isStoring: computed(() => isStoring.value),
    look,
    leave(): void {
      looked.value = null
      stored.value = null
    },
    /** Stores the file that was looked at. */
    async store(): Promise<void> {
      const now = looked.peek()
      if (now === null || isStoring.peek()) return
      isStoring.value = true
      try {
        const { file, skip, ticker } = now
        const { run, counts } = await api.file(file, { name: file.name, dryRun: false, skip, ticker })
        const what = words('events').imported(file.name, String(counts.new), String(counts.changed))
        const own = counts.new + counts.changed === 0 ? null : run
        record(what, own === null ? [] : [own])
        announce(what)
        looked.value = null
        stored.value = { what, run: own }
        changed()
      } catch (error) {
        looked.value = { ...now, failure: failureOf(error) }
      } finally {
        isStoring.value = false
      }
    },
  }
}

/** Is a file an article rather than a list of events? */
export const isArticle = ({ name, type }: Pick<File, 'name' | 'type'>): boolean =>
  /\.(html?|xhtml|txt)$/i.test(name) ||
  type === 'text/html' ||
  (type === 'text/plain' && !/\.(csv|tsv|jsonl?|ics)$/i.test(name))
