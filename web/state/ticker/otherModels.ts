import { signal } from '@preact/signals'
import type { Interval } from '../../../server/market/bar.ts'
import { type AnswerOf, answer, type Client, makeClient } from '../../api.ts'
import { settingsOf } from '../../core/ticker/settings.ts'
import { type Failure, Refusal } from '../../refusal.ts'
import type { State } from '../state.ts'

type Body<T> = T extends { json(): Promise<infer B> } ? B : never
export type Robustness = Body<AnswerOf<Client['impacts'][':event']['robustness']['$get']>>
export type Intraday = Body<AnswerOf<Client['impacts'][':event']['intraday']['$get']>>

/** One session by one model and one length of the estimation window; null figures where it could not be tested. */
export type OtherModel = {
  readonly model: (typeof models)[number]
  readonly length: number
  readonly ar: number | null
  readonly t: number | null
  readonly p: number | null
}

/** Those that need no factor returns: a session has no answer by others where they are not stored. */
const models = ['market', 'market-adjusted', 'mean', 'scholes-williams', 'dimson'] as const
const lengths = [60, 120, 250] as const

export type Asked<T> =
  | { readonly kind: 'idle' | 'asking' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Something that is computed when somebody wants it, and not before. */
function wanted<T>(ask: () => Promise<T>) {
  const state = signal<Asked<T>>({ kind: 'idle' })
  return {
    state,
    ask: async (): Promise<void> => {
      state.value = { kind: 'asking' }
      try {
        state.value = { kind: 'ready', value: await ask() }
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        state.value = { kind: 'failed', failure: error.failure }
      }
    },
  }
}

/** A session under other models and lengths, each by the very question that the chart asks. */
export function otherModelsOf({ page, view }: State, ticker: string, date: string) {
  const client = makeClient(page.fetch)
  const {
    estimation: [, gap],
  } = view.peek()
  const { mask } = settingsOf(view.peek())
  return wanted(async (): Promise<readonly OtherModel[]> => {
    const found: OtherModel[] = []
    // One after another: each is a piece of work for the server.
    for (const model of models)
      for (const length of lengths) {
        const clear = Math.max(gap, 10)
        const estimation = `${-(clear + length)}..${-(clear + 1)}`
        const query = { ticker, model, estimation, from: date, to: date, ...(mask === undefined ? {} : { mask }) }
        const { ar, t, p } = await answer((init) => client.abnormal.$get({ query }, { init }))
        found.push({ model, length, ar: ar[0] ?? null, t: t[0] ?? null, p: p[0] ?? null })
      }
    return found
  })
}

/** An event under every combination of settings. */
export function robustnessOf({ page, view }: State, ticker: string, event: string) {
  const client = makeClient(page.fetch)
  return wanted((): Promise<Robustness> => {
    const query = { ticker, ...settingsOf(view.peek()) }
    return answer((init) => client.impacts[':event'].robustness.$get({ param: { event }, query }, { init }))
  })
}

/** An event bar by bar. */
export function intradayOf({ page }: State, ticker: string, event: string, interval: Exclude<Interval, '1d'>) {
  const client = makeClient(page.fetch)
  return wanted((): Promise<Intraday> => {
    const query = { ticker, interval, estimation: '-120..-11' }
    return answer((init) => client.impacts[':event'].intraday.$get({ param: { event }, query }, { init }))
  })
}
