import { helpOr } from './help.ts'

await helpOr('verify', () => import('./commands/verify.ts'))
