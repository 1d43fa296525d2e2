import { expect, it } from 'vitest'
import { garbled } from '../../soak/fuzz.ts'
import { fuzzedServer } from './fuzzed.ts'

// `npm run soak -- fuzz` sends twenty-five thousand. A failure names its seed.
it('every route answers or refuses any garbled request, and the store stays whole', { timeout: 30_000 }, async () => {
  const server = await fuzzedServer(garbled)
  const statuses = new Set<number>()
  for (let seed = 1; seed <= 250; seed++) statuses.add((await server.fire(seed)).status)
  expect([...statuses].sort()).toEqual(expect.arrayContaining([200, 400, 404]))
  expect(server.isWhole()).toBe(true)
  server.close()
})
