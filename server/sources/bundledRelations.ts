import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Relation } from '../market/relation.ts'
import { readRelationFile } from './relationFile.ts'

const file = join(import.meta.dirname, '../../db/sample/relations.csv')
let read: readonly Relation[] | null = null

/** Names that every store knows until somebody changes or removes them. */
export function bundledRelations(): readonly Relation[] {
  read ??= readRelationFile(readFileSync(file, 'utf8')).relations.map(({ line: _, ...relation }) => relation)
  return read
}
