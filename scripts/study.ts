import { helpOr } from './help.ts'

await helpOr('study', () => import('./commands/study.ts'))
