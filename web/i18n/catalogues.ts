import type { Language } from '../core/languages.ts'
import { en } from './en/catalogues.ts'
import { id } from './id/catalogues.ts'
import type { Catalogues } from './words.ts'

/** The words of every language. */
export const catalogues: Readonly<Record<Language, Catalogues>> = { en, id }
