import { blocks } from '../../../docs/methods.id.md?blocks'
import type { Words } from '../words.ts'

export const catalogue: Words['methods'] = { title: 'Metode', blocks }
