import { helpOr } from './help.ts'

await helpOr('doctor', () => import('./commands/doctor.ts'))
