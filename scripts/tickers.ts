import { z } from 'zod'
import { tickerList } from '../server/prices/tickers.ts'
import { Problem } from '../server/problem.ts'
import { told } from '../server/query/parameters.ts'
import { type OwnBenchmark, setBenchmark } from '../server/tickers/benchmark.ts'
import { type Deleted, deleteTicker } from '../server/tickers/delete.ts'
import { type Merged, merge } from '../server/tickers/merge.ts'
import { rename } from '../server/tickers/rename.ts'
import { command, storeOptions } from './command.ts'
import { inStore, type Store } from './store.ts'
import { shown } from './terminal.ts'

const own = {
  prefer: told(z.string().optional(), 'merge: whose values stay where both have one and they differ', 'TICKER'),
  dryRun: told(z.boolean().optional(), 'merge: tell what would happen, and change nothing').meta({ option: 'dry-run' }),
  yes: told(z.boolean().optional(), 'delete: do it; without it, what would go is told'),
  ...storeOptions,
}
type Asked = z.output<z.ZodObject<typeof own>>

await command({
  name: 'tickers',
  does: 'Lists the tickers that are stored, gives one its new name or a benchmark of its own, makes one series of two, or forgets one.',
  examples: [
    'npm run tickers -- list',
    'npm run tickers -- rename FB META',
    'npm run tickers -- merge BRK.B BRK-B --prefer BRK-B',
    'npm run tickers -- benchmark VOD.L ^FTAS',
    'npm run tickers -- delete META --yes',
  ],
  words: [
    ['list', 'what is stored of each'],
    ['rename FROM TO', 'everything stored stays, and the old name goes on answering'],
    ['merge FROM INTO', 'what the first alone has comes to the second; where they differ --prefer decides'],
    [
      'benchmark TICKER WHAT',
      'compare it with WHAT where nobody says otherwise: a stored ticker, none, or default for what fits its market',
    ],
    ['delete TICKER', 'with its bars, actions and findings; events stay and name it no more'],
  ],
  options: z.strictObject(own),
  notes: 'Exit code: 0 done, 1 could not (nothing is changed then), 2 asked wrongly.',
  run: async (asked, [what, ...names]) => {
    const { db, json } = asked
    const said = await inStore(db, 'read', (store) => done(store, what, names, asked))
    process.stdout.write(json ? `${JSON.stringify(said.answer)}\n` : `${shown(said.lines.join('\n'))}\n`)
    return 0
  },
})

interface Said {
  readonly answer: unknown
  readonly lines: readonly string[]
}

async function done(db: Store, what: string | undefined, names: readonly string[], asked: Asked): Promise<Said> {
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
