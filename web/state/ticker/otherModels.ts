import { signal } from '@preact/signals'
import type { Interval } from '../../../server/market/bar.ts'
import { type AnswerOf, answer, type Client, makeClient } from '../../api.ts'
import { settingsOf } from '../../core/ticker/settings.ts'
import { type Failure, Refusal } from '../../refusal.ts'
import type { State } from '../state.ts'

type Body<T> = T extends { json(): Promise<infer B> } ? B : never
export type Robustness = Body<AnswerOf<Client['impacts'][':event']['robustness']['$get']>>
export type Intraday = Body<AnswerOf<Client['impacts'][':event']['intraday']['$get']>>

export type OtherModel = Body<AnswerOf<Client['abnormal'][':date']['models']['$get']>>['cells'][number]

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

/** A session under other models and lengths of the estimation window. */
export function otherModelsOf({ page, view }: State, ticker: string, date: string) {
  const client = makeClient(page.fetch)
  return wanted(async (): Promise<readonly OtherModel[]> => {
    const { model: _, event: __, windows: ___, ...settings } = settingsOf(view.peek())
    const query = { ticker, ...settings }
    const given = { param: { date }, query }
    return (await answer((init) => client.abnormal[':date'].models.$get(given, { init }))).cells
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
