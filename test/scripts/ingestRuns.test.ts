import { expect, it } from 'vitest'
import { importLine } from '../../scripts/ingestRuns.ts'
import type { ImportTold } from '../../server/ingest/imports.ts'

const told: ImportTold = {
  id: 7,
  verb: 'ingest',
  name: 'bulk.csv',
  kind: 'prices',
  started_at: '2023-11-17T20:28:00.000Z',
  outcome: 'complete',
  result: { new: 5, changed: 1, unchanged: 0, rejected: 0 },
}

it('importLine() tells what an import came to, and of one that did not end what it is', () => {
  expect(importLine(told)).toBe('7 · 2023-11-17T20:28:00.000Z · bulk.csv · prices: 5 new, 1 changed')
  expect(importLine({ ...told, outcome: 'running', result: null })).toBe(
    '7 · 2023-11-17T20:28:00.000Z · bulk.csv · prices · running',
  )
})
