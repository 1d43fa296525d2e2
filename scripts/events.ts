import { helpOr } from './help.ts'

await helpOr('events', () => import('./commands/events.ts'))
