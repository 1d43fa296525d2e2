import { blocks } from '../../../docs/methods.md?blocks'

/** The document on methods; see `page` for the rules. */
export const catalogue = { title: 'Methods', blocks }
