import { helpOr } from './help.ts'

await helpOr('backup', () => import('./commands/backup.ts'))
