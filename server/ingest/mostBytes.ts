import { MOST_BYTES } from '../sources/fileText.ts'
import { MOST_UNPACKED } from '../sources/zipFile.ts'
import type { IngestKind } from './names.ts'

/** Largest file that is read, in bytes, whether it comes as it is or out of an archive. */
export const mostBytes = (kind: IngestKind | null): number => (kind === 'factors' ? MOST_UNPACKED : MOST_BYTES)
