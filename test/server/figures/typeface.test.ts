import { Resvg } from '@resvg/resvg-js'
import { describe, expect, it } from 'vitest'
import { linesOf, shortened } from '../../../server/figures/lines.ts'
import { FAMILY, faces } from '../../../server/figures/typeface.ts'

/** What another program says of the same text: the box around its ink, which lacks the room before and after it. */
function inkOf(text: string, weight: number): number {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="60"><text x="10" y="40" font-size="20" font-weight="${weight}" font-family="${FAMILY}">${text}</text></svg>`
  const fontFiles = Object.values(faces).map(({ file }) => file)
  return (
    new Resvg(svg, { font: { loadSystemFonts: false, fontFiles, defaultFontFamily: FAMILY } }).getBBox()?.width ?? 0
  )
}

describe('widths of text', () => {
  it.each([
    ['OpenAI board removes Sam Altman as CEO', 400, faces.regular],
    ['20 Nov 2023 02:53 −1.98 %', 400, faces.regular],
    ['Microsoft ★ αβσ', 600, faces.strong],
  ] as const)('%s', (text, weight, face) => {
    const width = face.width(text, 20)
    expect(Math.abs(width - inkOf(text, weight))).toBeLessThan(0.02 * width + 3)
  })
})

describe('lines', () => {
  const letters = (text: string) => [...text].length
  it.each<[string, number, number, readonly string[]]>([
    ['one two three', 7, 9, ['one two', 'three']],
    ['one two three four', 7, 2, ['one two', 'three …']],
    ['extraordinarily long', 8, 9, ['extraor…', 'long']],
    ['', 8, 3, ['']],
  ])('%s', (text, room, most, lines) => expect(linesOf(text, letters, room, most)).toEqual(lines))
  it.each<[string, number, string]>([
    ['fits', 4, 'fits'],
    ['too long', 5, 'too…'],
    ['anything', 1, '…'],
  ])('shortened(): %s in %s', (text, room, short) => expect(shortened(text, letters, room)).toBe(short))
})
