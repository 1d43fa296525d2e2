import { readEventStream } from '../../server/sources/eventFile/readEvents.ts'
import { fileStream } from '../../server/sources/fileStream.ts'
import { spillInMemory } from '../server/ingest/streamOf.ts'
import { rules } from '../server/sources/eventFile/reading.ts'

/** Reads events, each with notes that are too long by a letter, from a file of about so many megabytes; says how many it keeps. */
const megabytes = Number(process.argv[2])
const notes = 'n'.repeat(10_001)
const file = readEventStream(
  fileStream(function* () {
    yield Buffer.from('title,public_at,notes\n')
    for (let piece = 0; piece < megabytes * 4; piece++) yield Buffer.from(`A title,2023-11-17,${notes}\n`.repeat(25))
  }),
  rules,
  spillInMemory,
)
globalThis.gc?.()
const { heapUsed, external } = process.memoryUsage()
process.stdout.write(JSON.stringify({ told: file?.report.length, held: (heapUsed + external) / 1e6 }))
