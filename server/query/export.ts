import { z } from 'zod'
import type { ExportKind, ExportQuery } from '../export/export.ts'
import { statuses } from '../market/event.ts'
import { Problem } from '../problem.ts'
import { inOrder } from './order.ts'
import {
  BasisParameter,
  IntervalParameter,
  LevelParameter,
  rangeShape,
  SearchParameter,
  TickerParameter,
} from './parameters.ts'
import { settingsOf, settingsShape } from './settings.ts'

const EventsQuery = z.strictObject({
  ...rangeShape,
  ticker: TickerParameter.optional(),
  type: z
    .string()
    .regex(/^[a-z0-9_.]{1,64}$/, 'expected an event type or family such as governance or earnings.results')
    .optional(),
  status: z.enum(statuses).optional(),
  q: SearchParameter.optional(),
})
const PricesQuery = z.strictObject({
  ...rangeShape,
  ticker: TickerParameter.optional(),
  interval: IntervalParameter.default('1d'),
  basis: BasisParameter.default('split'),
})
const ImpactsQuery = z.strictObject({ ...rangeShape, ...settingsShape, ticker: TickerParameter })
const ImpactQuery = z.strictObject({ ...settingsShape, ticker: TickerParameter.optional() })
const MovesQuery = z.strictObject({
  ...rangeShape,
  ticker: TickerParameter,
  benchmark: TickerParameter.optional(),
  fdr: LevelParameter.default(0.05),
})

type Parameters = Readonly<Record<string, string>>

/**
 * The question that parameters ask, read as HTTP reads them.
 *
 * @throws Problem 400 naming the parameter that cannot be used
 */
export function exportQuery(kind: ExportKind | 'impact', parameters: Parameters, eventId: string | null): ExportQuery {
  switch (kind) {
    case 'events':
      return { kind, ...inOrder(read(EventsQuery, parameters)) }
    case 'prices': {
      const { ticker, from, to, interval, basis } = inOrder(read(PricesQuery, parameters))
      return {
        kind,
        tickers: ticker === undefined ? [] : [ticker],
        from: from ?? null,
        to: to ?? null,
        interval,
        basis,
      }
    }
    case 'impacts':
    case 'panel': {
      const query = inOrder(read(ImpactsQuery, parameters))
      const { ticker, from, to, benchmark } = query
      return {
        kind,
        ticker,
        from: from ?? null,
        to: to ?? null,
        benchmark: benchmark ?? null,
        settings: settingsOf(query),
      }
    }
    case 'impact': {
      const query = read(ImpactQuery, parameters)
      const { ticker, benchmark } = query
      return {
        kind,
        eventId: eventId ?? '',
        ticker: ticker ?? null,
        benchmark: benchmark ?? null,
        settings: settingsOf(query),
      }
    }
    case 'moves': {
      const { ticker, from, to, benchmark, fdr } = inOrder(read(MovesQuery, parameters))
      return { kind, ticker, from: from ?? null, to: to ?? null, benchmark: benchmark ?? null, fdr }
    }
  }
}

function read<Shape extends z.ZodType>(shape: Shape, parameters: Parameters): z.infer<Shape> {
  const found = shape.safeParse(parameters)
  if (found.success) return found.data
  const [issue] = found.error.issues
  const name = issue?.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : String(issue?.path[0] ?? '')
  const why =
    issue?.code === 'unrecognized_keys'
      ? 'this table takes no such parameter'
      : parameters[name] === undefined
        ? 'it is missing'
        : (issue?.message ?? 'it is not understood')
  throw new Problem(400, 'bad_parameter', `Cannot use the parameter ${name}: ${why}`, name)
}
