import { expect, it } from 'vitest'
import { fingerprintIn } from '../../soak/zones.ts'

// `npm run soak -- zones` asks six.
it('backfill() stores the same wherever it runs', () => {
  const [here, there] = ['Pacific/Kiritimati', 'America/Los_Angeles'].map(fingerprintIn)
  expect(here).toMatch(/^[0-9a-f]{64}$/)
  expect(there).toBe(here)
})
