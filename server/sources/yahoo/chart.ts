import { z } from 'zod'

/**
 * The part of Yahoo's v8 chart answer that is used. Lists of numbers are only checked for being lists here, since one
 * bad number costs one bar and not the answer.
 */
const list = z.array(z.unknown())

const Meta = z.object({
  symbol: z.string(),
  currency: z.string().nullish(),
  exchangeName: z.string().nullish(),
  fullExchangeName: z.string().nullish(),
  instrumentType: z.string().nullish(),
  firstTradeDate: z.number().nullish(),
  regularMarketTime: z.number().nullish(),
  exchangeTimezoneName: z.string(),
  dataGranularity: z.string(),
  longName: z.string().nullish(),
  shortName: z.string().nullish(),
})
export type Meta = z.infer<typeof Meta>

const Quote = z.object({ open: list, high: list, low: list, close: list, volume: list })
const Dividend = z.object({ amount: z.number(), date: z.number() })
const Split = z.object({
  date: z.number(),
  numerator: z.number(),
  denominator: z.number(),
  splitRatio: z.string().nullish(),
})
const Events = z.object({
  dividends: z.record(z.string(), Dividend).nullish(),
  capitalGains: z.record(z.string(), Dividend).nullish(),
  splits: z.record(z.string(), Split).nullish(),
})

const Result = z
  .object({
    meta: Meta,
    timestamp: z.array(z.number()).nullish(),
    events: Events.nullish(),
    indicators: z
      .object({
        quote: z.tuple([z.union([Quote, z.strictObject({})])]).or(z.tuple([])),
        adjclose: z.array(z.object({ adjclose: list.nullish() })).nullish(),
      })
      .nullish(),
  })
  .transform(({ meta, timestamp, events, indicators }, context) => {
    const [quote] = indicators?.quote ?? []
    const rows = timestamp ?? []
    const filled = quote !== undefined && 'open' in quote
    if (rows.length > 0 !== filled && !(filled && quote.open.length === 0))
      context.addIssue({ code: 'custom', message: 'timestamp and quote must come together or not at all' })
    return {
      meta,
      stamps: rows,
      quote: filled ? quote : null,
      adjclose: indicators?.adjclose?.[0]?.adjclose ?? null,
      events,
    }
  })

/** One answer of the chart service: exactly one result, no error. */
export const ChartAnswer = z
  .object({ chart: z.object({ error: z.null().optional(), result: z.tuple([Result]) }) })
  .transform(({ chart }) => chart.result[0])
export type ChartResult = z.infer<typeof ChartAnswer>
