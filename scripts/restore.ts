import { helpOr } from './help.ts'

await helpOr('restore', () => import('./commands/restore.ts'))
