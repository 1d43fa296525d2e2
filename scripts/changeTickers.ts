import { tickerList } from '../server/prices/tickers.ts'
import { Problem } from '../server/problem.ts'
import { type OwnBenchmark, setBenchmark } from '../server/tickers/benchmark.ts'
import { type Deleted, deleteTicker } from '../server/tickers/delete.ts'
import { type Merged, merge } from '../server/tickers/merge.ts'
import { rename } from '../server/tickers/rename.ts'
import type { Store } from './store.ts'

/** What came of it, as data and in words. */
export interface Said {
  readonly answer: unknown
  readonly lines: readonly string[]
}

interface Asked {
  readonly prefer?: string | undefined
  readonly dryRun?: boolean | undefined
  readonly yes?: boolean | undefined
}

/** Does one of the things that `npm run tickers` can. @throws Problem for words or options that fit none */
export async function changeTickers(
  db: Store,
  what: string | undefined,
  names: readonly string[],
  asked: Asked,
): Promise<Said> {
  const { prefer, dryRun, yes } = asked
  for (const [option, value, owner] of [
    ['--prefer', prefer, 'merge'],
    ['--dry-run', dryRun, 'merge'],
    ['--yes', yes, 'delete'],
  ] as const)
    if (value !== undefined && what !== owner)
      throw new Problem(400, 'bad_parameter', `Cannot use ${option} but with ${owner}`, option)
  const [first = '', second = ''] = names
  const takes = (count: number) => {
    if (names.length !== count)
      throw new Problem(400, 'bad_parameter', `Cannot ${what} ${names.length} names: it takes ${count}`)
  }
  switch (what) {
    case 'list': {
      takes(0)
      const tickers = await tickerList(db)
      return { answer: { tickers }, lines: tickers.map(listed) }
    }
    case 'rename': {
      takes(2)
      const { from, to, events } = await rename(db, first, second, Date.now())
      return {
        answer: { from, to, events },
        lines: [
          `${from} is ${to} now, with all that is stored of it; ${events} events name ${to}; ${from} still finds it`,
        ],
      }
    }
    case 'merge': {
      takes(2)
      const given = { from: first, into: second, prefer: prefer ?? null, dryRun: dryRun === true }
      const merged = await merge(db, given, Date.now())
      return { answer: merged, lines: mergedLines(merged) }
    }
    case 'benchmark': {
      takes(2)
      const own = await setBenchmark(db, first, second, Date.now())
      return { answer: own, lines: [benchmarkLine(own)] }
    }
    case 'delete': {
      takes(1)
      const deleted = await deleteTicker(db, first, yes === true, Date.now())
      return { answer: deleted, lines: deletedLines(deleted) }
    }
    default:
      throw new Problem(
        400,
        'bad_parameter',
        `Cannot ${what ?? 'do nothing'}: name one of list, rename, merge, benchmark and delete`,
      )
  }
}

type Listed = Awaited<ReturnType<typeof tickerList>>[number]
function listed({ ticker, former_names, name, exchange, currency, benchmark, bars }: Listed): string {
  const series = bars.map(({ interval, count, from, to }) => `${count} bars of ${interval}, ${from} to ${to}`)
  const facts = [name ?? 'no name', exchange ?? 'no exchange', currency ?? 'currency unknown']
  const names = former_names.length === 0 ? [] : [`before ${former_names.join(', ')}`]
  const own = benchmark === null ? [] : [`benchmark ${benchmark}`]
  return [ticker, ...names, ...facts, ...own, ...series].join(' · ')
}

const benchmarkLine = ({ ticker, benchmark }: OwnBenchmark): string =>
  benchmark === null
    ? `${ticker} is compared with the first stored benchmark that fits its market`
    : benchmark === 'none'
      ? `${ticker} is compared with nothing unless a benchmark is named: models that need one are refused`
      : `${ticker} is compared with ${benchmark} unless another benchmark is named`

function mergedLines({ from, into, bars, actions, events, stored }: Merged): readonly string[] {
  const verb = stored ? 'came' : 'would come'
  return [
    ...bars.map(
      (each) =>
        `${each.interval}: ${each.from - each.both} bars of ${from} ${verb} to ${into}, ${each.both} both had, ${each.differing} of those differ`,
    ),
    `${actions.differing} actions differ; ${events} events name ${into} ${stored ? 'now' : 'then'}`,
    ...(stored ? [] : ['Nothing was changed']),
  ]
}

function deletedLines(gone: Deleted): readonly string[] {
  const end = gone.deleted ? [] : ['Nothing was changed: say --yes to do it']
  if (gone.kind === 'former-name')
    return [
      `${gone.ticker} ${gone.deleted ? 'is' : 'would be'} no name of ${gone.of} any more; ${gone.of} stays`,
      ...end,
    ]
  const { ticker, deleted, events, events_without_ticker, kind: _, former_names: __, ...contents } = gone
  return [
    `${deleted ? 'Deleted' : 'Would delete'} ${ticker}: ${Object.entries(contents)
      .map(([what, count]) => contentText(what, count))
      .join(', ')}`,
    `${events} events named it and stay, ${events_without_ticker} of them without any ticker now`,
    ...end,
  ]
}

/** `606 bars of 1d and 173 of 1h`, `14 actions`. */
function contentText(what: string, content: number | readonly { interval: string; count: number }[]): string {
  if (typeof content === 'number') return `${content} ${what.replaceAll('_', ' ')}`
  return `${content.map(({ interval, count }) => `${count} of ${interval}`).join(' and ') || 'no'} ${what}`
}
