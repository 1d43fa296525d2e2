import { helpOr } from './help.ts'

await helpOr('ingest', () => import('./commands/ingest.ts'))
