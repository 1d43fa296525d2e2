import { describe, expect, it } from 'vitest'
import { zoneData, zoneSentence } from '../../../server/calendars/zoneData.ts'

describe('zoneData', () => {
  it.each([
    ['2026c', false],
    ['2026d', false],
    ['2027a', false],
    ['2026b', true],
    ['2025c', true],
    ['', true],
  ])('zoneData() of release %s', (version, older) => expect(zoneData(version).is_older).toBe(older))

  it('zoneData() reads the release of the runtime', () => expect(zoneData().version).toBe(process.versions.tz ?? null))

  it('zoneSentence() says what older data mean', () => {
    expect(zoneSentence(zoneData('2026c'))).toBe('time-zone data 2026c')
    expect(zoneSentence(zoneData('2024a'))).toContain('2024a, older than 2026c')
  })
})
