import { helpOr } from './help.ts'

await helpOr('check-draft', () => import('./commands/check-draft.ts'))
