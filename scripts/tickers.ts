import { helpOr } from './help.ts'

await helpOr('tickers', () => import('./commands/tickers.ts'))
