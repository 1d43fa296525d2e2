import { helpOr } from './help.ts'

await helpOr('backfill', () => import('./commands/backfill.ts'))
