import { expect, it } from 'vitest'
import { fuzzChart, fuzzFile, fuzzPage } from '../../soak/fuzz.ts'

// `npm run soak -- fuzz` tries a hundred thousand. A failure names its seed.
it('readChart() takes or refuses any garbled answer', () => {
  // The last two had a dividend, and a first day of trading, at times that no calendar knows.
  for (const seed of [...Array.from({ length: 120 }, (_, at) => at + 1), 507_015, 5557])
    expect(() => fuzzChart(seed)).not.toThrow()
})

it('classify() finds an outcome for any garbled page, and no chart in one', () => {
  for (let seed = 1; seed <= 200; seed++) expect(() => fuzzPage(seed)).not.toThrow()
})

it('ingest() takes or refuses any garbled file, and takes it once', async () => {
  for (let seed = 1; seed <= 15; seed++) await expect(fuzzFile(seed)).resolves.toBeUndefined()
})
