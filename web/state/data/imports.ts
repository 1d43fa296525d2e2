import { computed, signal } from '@preact/signals'
import { type Failure, failureOf } from '../../refusal.ts'
import type { State } from '../state.ts'
import type { DataApi } from './api.ts'
import type { Stored } from './stored.ts'

/** What was imported or edited, and the way back from each. */
export function makeImports(
  { words, announce, changes, resource, format }: State,
  { dataShown }: Stored,
  api: DataApi,
) {
  const list = resource(
    () => (dataShown.value === null ? null : 'imports'),
    (_, abort) => api.imports(abort),
    () => true,
  )
  /** The one that is being taken back. */
  const busy = signal<number | null>(null)
  const refused = signal<Failure | null>(null)
  /** What the last undoing came to. */
  const told = signal<string | null>(null)

  async function takeBack(run: number): Promise<void> {
    if (busy.peek() !== null) return
    busy.value = run
    refused.value = null
    told.value = null
    try {
      const { rows, left } = await api.takeBack(run)
      const text = words('data').imports
      const count = (n: number) => format.value.plain(n, 0)
      const all = Object.values(rows).reduce((sum, n) => sum + n, 0)
      told.value = [text.done(String(run), count(all)), ...(left > 0 ? [text.left(count(left))] : [])].join(' ')
      announce(told.value)
      changes.value++
    } catch (error) {
      refused.value = failureOf(error)
    } finally {
      busy.value = null
    }
  }

  return { list, busy: computed(() => busy.value), refused, told: computed(() => told.value), takeBack }
}
