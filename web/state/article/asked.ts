import { computed, signal } from '@preact/signals'
import { failureOf } from '../../refusal.ts'
import { latest, type Remote } from '../resource.ts'
import type { ArticleForm } from './api.ts'

const empty: ArticleForm = { text: '', name: '', published: '', language: '' }

/** A text that is asked about, and the last answer. */
export function makeAsked<T>(ask: (form: ArticleForm) => Promise<T>) {
  const form = signal(empty)
  const state = signal<Remote<T>>({ kind: 'idle' })
  /** The text that the answer is of. */
  const read = signal<ArticleForm | null>(null)
  let turn = 0
  return {
    form: computed(() => form.value),
    state: computed(() => state.value),
    read: computed(() => read.value),
    change(change: Partial<ArticleForm>): void {
      form.value = { ...form.peek(), ...change }
    },
    async ask(): Promise<void> {
      const mine = ++turn
      const asked = form.peek()
      state.value = { kind: 'loading', before: latest(state.peek()) }
      try {
        const value = await ask(asked)
        if (mine !== turn) return
        read.value = asked
        state.value = { kind: 'ready', value }
      } catch (error) {
        if (mine === turn) state.value = { kind: 'failed', failure: failureOf(error), before: latest(state.peek()) }
      }
    },
    /** Back to an empty form; an answer that is under way is not waited for. */
    clear(): void {
      turn++
      form.value = empty
      read.value = null
      state.value = { kind: 'idle' }
    },
  }
}
