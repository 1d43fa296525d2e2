import type { InferRequestType, InferResponseType } from 'hono/client'
import type { JSONParsed } from 'hono/utils/types'
import { describe, expectTypeOf, it } from 'vitest'
import type { PlacedEvent } from '../../../server/events/placedEvent.ts'
import type { Impact } from '../../../server/impact/answer.ts'
import type { ImpactList } from '../../../server/impact/list.ts'
import type { MovesPage } from '../../../server/impact/moves.ts'
import type { RobustnessAnswer } from '../../../server/impact/robustness.ts'
import type { PackedPrices } from '../../../server/prices/packedPrices.ts'
import type { PriceColumns } from '../../../server/prices/priceColumns.ts'
import type { tickerPage } from '../../../server/prices/tickers.ts'
import type { qualityOf } from '../../../server/quality/view.ts'
import type { Paged } from '../../../server/query/page.ts'
import type { StudyAnswer } from '../../../server/study/json.ts'
import type { Client } from '../../../web/api.ts'

/** What a use gives, as it arrives at the page, with the version of the data behind it. */
type Sent<T> = JSONParsed<T & { readonly data_version: string }>
type Answer<Route> = Route extends { $get: infer Get } ? InferResponseType<Get, 200> : never

describe('the page knows of every route what its verb gives', () => {
  it('answers', () => {
    expectTypeOf<Answer<Client['tickers']>>().toEqualTypeOf<Sent<Awaited<ReturnType<typeof tickerPage>>>>()
    expectTypeOf<Answer<Client['bars'][':ticker']>>().toEqualTypeOf<Sent<PriceColumns>>()
    expectTypeOf<Answer<Client['bars'][':ticker']['packed']>>().toEqualTypeOf<Sent<PackedPrices>>()
    expectTypeOf<Answer<Client['events']>>().toEqualTypeOf<Sent<Paged & { readonly events: readonly PlacedEvent[] }>>()
    expectTypeOf<Answer<Client['impacts']>>().toEqualTypeOf<Sent<ImpactList>>()
    expectTypeOf<Answer<Client['impacts'][':event']>>().toEqualTypeOf<Sent<Impact>>()
    expectTypeOf<Answer<Client['impacts'][':event']['robustness']>>().toEqualTypeOf<Sent<RobustnessAnswer>>()
    expectTypeOf<Answer<Client['moves'][':ticker']>>().toEqualTypeOf<Sent<MovesPage>>()
    expectTypeOf<Answer<Client['quality']>>().toEqualTypeOf<Sent<Awaited<ReturnType<typeof qualityOf>>>>()
    expectTypeOf<InferResponseType<Client['studies']['$post'], 200>>().toEqualTypeOf<JSONParsed<StudyAnswer>>()
  })

  it('answers that no stored data decide have no version', () =>
    expectTypeOf<Answer<Client['health']>>().not.toHaveProperty('data_version'))

  it('questions', () => {
    type Bars = InferRequestType<Client['bars'][':ticker']['$get']>
    expectTypeOf<Bars['param']>().toEqualTypeOf<{ ticker: string }>()
    expectTypeOf<Bars['query']['basis']>().toEqualTypeOf<'raw' | 'split' | 'total' | undefined>()
    expectTypeOf<Bars['query']>().not.toHaveProperty('ticker')
    expectTypeOf<InferRequestType<Client['backfills']['$post']>['json']>().toHaveProperty('tickers')
  })
})
