import { z } from 'zod'
import { told } from '../../server/query/parameters.ts'
import { command, storeOptions } from '../command.ts'
import { shown } from '../terminal.ts'

const own = {
  prefer: told(z.string().optional(), 'merge: whose values stay where both have one and they differ', 'TICKER'),
  dryRun: told(z.boolean().optional(), 'merge: tell what would happen, and change nothing').meta({ option: 'dry-run' }),
  yes: told(z.boolean().optional(), 'delete: do it; without it, what would go is told'),
  ...storeOptions,
}

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
    const [{ changeTickers }, { inStore }] = await Promise.all([import('../changeTickers.ts'), import('../store.ts')])
    const said = await inStore(db, 'read', (store) => changeTickers(store, what, names, asked))
    process.stdout.write(json ? `${JSON.stringify(said.answer)}\n` : `${shown(said.lines.join('\n'))}\n`)
    return 0
  },
})
