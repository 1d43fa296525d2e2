import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const sheet = readFileSync(join(import.meta.dirname, '../../web/style/tokens.css'), 'utf8')
const inksUnder = (selector: string): Readonly<Record<string, string | undefined>> => {
  const from = sheet.indexOf(`${selector} {`)
  if (from < 0) throw new Error(`Cannot find ${selector}`)
  const block = sheet.slice(from, sheet.indexOf('}', from))
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value] as const),
  )
}

/** Relative luminance and contrast of WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
const luminance = (hex: string) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string) => {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

describe('edges of fields and glyphs of families', () => {
  it.each([':root', ':root[data-theme="dark"]'])('stand out from the ground of %s by 3 to 1', (selector) => {
    const { surface = '', page = '', ...inks } = inksUnder(selector)
    const seen = Object.entries(inks).filter(([name]) => /^(rail-|edge$|accent$)/.test(name))
    expect(seen.length).toBeGreaterThan(8)
    for (const ground of [surface, page]) expect(seen.filter(([, ink = '']) => contrast(ink, ground) < 3)).toEqual([])
  })
})

describe('colours of direction', () => {
  it('contrast() is that of WCAG: black on white 21, #767676 4.54', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 6)
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  })
  it.each([
    [':root', ':root'],
    [':root', ':root[data-directions="up-green"]'],
    [':root', ':root[data-directions="up-red"]'],
    [':root[data-theme="dark"]', ':root[data-theme="dark"]'],
    [':root[data-theme="dark"]', ':root[data-theme="dark"][data-directions="up-green"]'],
    [':root[data-theme="dark"]', ':root[data-theme="dark"][data-directions="up-red"]'],
  ])('can be read as words on the ground of %s: %s', (ground, selector) => {
    const { surface = '', page = '' } = inksUnder(ground)
    const { up = '', 'down-ink': down = '', 'accent-wash': _ } = inksUnder(selector)
    for (const under of [surface, page]) {
      expect(contrast(up, under)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(down, under)).toBeGreaterThanOrEqual(4.5)
    }
  })
})
