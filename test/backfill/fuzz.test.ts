import { expect, it, vi } from 'vitest'
import { fuzzChart, fuzzFile } from '../soak/fuzz.ts'

vi.setConfig({ testTimeout: 30_000 })

// `npm run soak -- fuzz` tries twenty thousand. A failure names its seed.
it('readChart() takes or refuses any garbled answer', () => {
  for (let seed = 1; seed <= 400; seed++) expect(() => fuzzChart(seed)).not.toThrow()
})

it('ingest() takes or refuses any garbled file of prices', async () => {
  for (let seed = 1; seed <= 40; seed++) await expect(fuzzFile(seed)).resolves.toBeUndefined()
})
