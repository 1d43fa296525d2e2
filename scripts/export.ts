import { helpOr } from './help.ts'

await helpOr('export', () => import('./commands/export.ts'))
