import { describe, expect, it } from 'vitest'
import { layoutOf } from '../../../../web/core/ticker/layout.ts'

describe('layoutOf', () => {
  it.each([true, false])('leaves the name of the abnormal returns a line that no bar reaches: narrow %s', (narrow) => {
    const asked = { width: 390, height: 600, narrow, lanes: 1, periods: 0, volume: true, ar: true, ribbon: true }
    const { volume, ar, axis } = layoutOf(asked)
    // Letters of 11 pixels stand around a line six pixels above the pane.
    expect((ar?.top ?? 0) - 6 - 6).toBeGreaterThanOrEqual((volume?.top ?? 0) + (volume?.height ?? 0))
    expect((ar?.top ?? 0) + (ar?.height ?? 0)).toBe(axis.top)
    expect(ar?.height).toBeGreaterThanOrEqual(44)
  })
})
