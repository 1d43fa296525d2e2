import { computed, signal } from '@preact/signals'
import { type Failure, failureOf } from '../../refusal.ts'
import type { State } from '../state.ts'
import type { DataApi } from './api.ts'

/** What somebody wants done with a ticker; it is told what would happen before it is done. */
export type TickerOrder =
  | { readonly kind: 'rename'; readonly ticker: string; readonly to: string }
  | { readonly kind: 'merge'; readonly ticker: string; readonly into: string; readonly prefer: string | null }
  | { readonly kind: 'delete'; readonly ticker: string }

type Look = Awaited<ReturnType<DataApi['lookAtMerge']>> | Awaited<ReturnType<DataApi['deleteTicker']>> | null

/** An order that waits for a yes, and what the server says would happen. */
export interface PendingOrder {
  readonly order: TickerOrder
  readonly look: Look
}

/** Renaming, merging, deleting tickers and giving them benchmarks, each after a look at what would happen. */
export function makeTickers({ words, announce, changes }: State, api: DataApi) {
  const chosen = signal<string | null>(null)
  const pending = signal<PendingOrder | null>(null)
  const refused = signal<Failure | null>(null)
  const isBusy = signal(false)

  async function trying(work: () => Promise<void>): Promise<boolean> {
    if (isBusy.peek()) return false
    isBusy.value = true
    refused.value = null
    try {
      await work()
      return true
    } catch (error) {
      refused.value = failureOf(error)
      return false
    } finally {
      isBusy.value = false
    }
  }

  function done(sentence: string, ticker: string | null): void {
    pending.value = null
    chosen.value = ticker
    announce(sentence)
    changes.value++
  }

  const lookAt = (order: TickerOrder): Promise<Look> | null => {
    switch (order.kind) {
      case 'rename':
        return null
      case 'merge':
        return api.lookAtMerge(order.ticker, order.into)
      case 'delete':
        return api.deleteTicker(order.ticker, false)
    }
  }

  return {
    /** The ticker that is worked on. */
    chosen: computed(() => chosen.value),
    pending: computed(() => pending.value),
    refused: computed(() => refused.value),
    isBusy: computed(() => isBusy.value),
    choose(ticker: string | null): void {
      chosen.value = ticker
      pending.value = null
      refused.value = null
    },
    /** Asks what an order would do, and waits. */
    ask: (order: TickerOrder) =>
      trying(async () => {
        pending.value = { order, look: await lookAt(order) }
      }),
    cancel(): void {
      pending.value = null
      refused.value = null
    },
    confirm: () =>
      trying(async () => {
        const order = pending.peek()?.order
        if (order === undefined) return
        const text = words('data').tickerPanel
        switch (order.kind) {
          case 'rename': {
            const { from, to } = await api.renameTicker(order.ticker, order.to)
            return done(text.renamed(from, to), to)
          }
          case 'merge': {
            const { from, into } = await api.mergeTicker(order.ticker, order.into, order.prefer)
            return done(text.merged(from, into), into)
          }
          case 'delete':
            await api.deleteTicker(order.ticker, true)
            return done(text.deleted(order.ticker), null)
        }
      }),
    /** @param word a ticker, `none` or `default` */
    setBenchmark: (ticker: string, word: string) =>
      trying(async () => {
        await api.setBenchmark(ticker, word)
        done(words('data').tickerPanel.benchmarkSaved(ticker), ticker)
      }),
  }
}
