import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals'
import { type Failure, Refusal } from '../refusal.ts'

/** Something the server was asked for. While it is asked again, what was there before stays. */
export type Remote<T> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading'; readonly before: T | null }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly before: T | null }

export type Resource<T> = { readonly state: ReadonlySignal<Remote<T>>; readonly retry: () => void }

/** The value that can be shown now, fresh or from before; null when there is none. */
export function latest<T>(remote: Remote<T>): T | null {
  switch (remote.kind) {
    case 'idle':
      return null
    case 'loading':
    case 'failed':
      return remote.before
    case 'ready':
      return remote.value
  }
}

export type Resources = {
  /** Counts what changed in the store: answers from before a change are asked for again. */
  readonly changes: Signal<number>
  /** How many questions are under way. */
  readonly pending: ReadonlySignal<number>
  /**
   * Asks the server whenever the question changes, gives up the older question, and remembers the last answers.
   *
   * @param question null when there is nothing to ask; equal text means an equal question
   * @param keeps whether the answer to the question before may stand while the next one loads
   */
  readonly resource: <Q, T>(
    question: () => Q | null,
    ask: (question: Q, signal: AbortSignal) => Promise<T>,
    keeps: (before: Q, now: Q) => boolean,
  ) => Resource<T>
}

/** Answers that are remembered of each resource. */
const REMEMBERED = 40

export function makeResources(): Resources {
  const changes = signal(0)
  const pending = signal(0)
  return {
    changes,
    pending,
    resource: <Q, T>(
      question: () => Q | null,
      ask: (question: Q, signal: AbortSignal) => Promise<T>,
      keeps: (before: Q, now: Q) => boolean,
    ) => {
      const state = signal<Remote<T>>({ kind: 'idle' })
      const attempt = signal(0)
      const answers = new Map<string, T>()
      // Not every step of the reader changes what is asked.
      const asked = computed(() => JSON.stringify(question()))
      let last: Q | null = null
      effect(() => {
        attempt.value
        const key = `${changes.value} ${asked.value}`
        const now = untracked(question)
        if (now === null) {
          state.value = { kind: 'idle' }
          last = null
          return
        }
        const known = answers.get(key)
        const before = last !== null && keeps(last, now) ? latest(state.peek()) : null
        last = now
        if (known !== undefined) {
          state.value = { kind: 'ready', value: known }
          return
        }
        const abort = new AbortController()
        state.value = { kind: 'loading', before }
        pending.value = pending.peek() + 1
        const asking = ask(now, abort.signal).then(
          (value) => {
            if (abort.signal.aborted) return
            answers.set(key, value)
            const [oldest] = answers.keys()
            if (answers.size > REMEMBERED && oldest !== undefined) answers.delete(oldest)
            state.value = { kind: 'ready', value }
          },
          (error: unknown) => {
            if (abort.signal.aborted) return
            if (!(error instanceof Refusal)) throw error
            state.value = { kind: 'failed', failure: error.failure, before }
          },
        )
        void asking.finally(() => {
          pending.value = pending.peek() - 1
        })
        return () => abort.abort()
      })
      return { state, retry: () => attempt.value++ }
    },
  }
}

/** Waits until the server has answered everything that it was asked. */
export const answered = ({ pending }: Pick<Resources, 'pending'>): Promise<void> => until(() => pending.value === 0)

/** Waits until signals say so. */
export const until = (isSo: () => boolean): Promise<void> =>
  new Promise((done) => {
    const stop = effect(() => {
      if (!isSo()) return
      queueMicrotask(() => {
        stop()
        done()
      })
    })
  })
