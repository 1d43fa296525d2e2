import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A face of the bundled font: a figure is drawn with it on every machine, one without fonts too. */
interface Face {
  readonly file: string
  /** Width of a text in pixels at a size in pixels. */
  readonly width: (text: string, size: number) => number
}

const folder = join(import.meta.dirname, 'font')
export const FAMILY = 'Inter'

/** The faces, read once: weight 400, and 600 for what is emphasised. */
export const faces = { regular: faceOf('Inter-Regular.ttf'), strong: faceOf('Inter-SemiBold.ttf') } as const

/**
 * Advance widths of a TrueType font: tables `head` (units an em), `hhea` and `hmtx` (widths), `cmap` format 4 (which glyph
 * a character has). Microsoft and Apple, OpenType specification 1.9.1. Kerning is left out: labels are measured to find
 * room for them, not to be set.
 */
function faceOf(name: string): Face {
  const file = join(folder, name)
  const bytes = readFileSync(file)
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const table = (tag: string): number => {
    for (let at = 12; at < 12 + data.getUint16(4) * 16; at += 16)
      if (bytes.toString('latin1', at, at + 4) === tag) return data.getUint32(at + 8)
    throw new Error(`Cannot measure text: ${name} has no table ${tag}`)
  }
  const unitsPerEm = data.getUint16(table('head') + 18)
  const advances = data.getUint16(table('hhea') + 34)
  const hmtx = table('hmtx')
  const glyphOf = charactersOf(data, table('cmap'))
  const known = new Map<string, number>()
  const advance = (character: string): number => {
    const before = known.get(character)
    if (before !== undefined) return before
    const glyph = Math.min(glyphOf(character.codePointAt(0) ?? 0), advances - 1)
    const width = data.getUint16(hmtx + glyph * 4) / unitsPerEm
    known.set(character, width)
    return width
  }
  return { file, width: (text, size) => [...text].reduce((sum, character) => sum + advance(character), 0) * size }
}

/** Which glyph a character has, by the subtable of format 4 of a `cmap`; 0 for those that the font does not have. */
function charactersOf(data: DataView, cmap: number): (code: number) => number {
  const subtables = Array.from(
    { length: data.getUint16(cmap + 2) },
    (_, at) => cmap + data.getUint32(cmap + 8 + at * 8),
  )
  const at = subtables.find((subtable) => data.getUint16(subtable) === 4)
  if (at === undefined) throw new Error('Cannot measure text: the font has no character map of format 4')
  const count = data.getUint16(at + 6) / 2
  const [ends, starts] = [at + 14, at + 16 + count * 2]
  const [deltas, offsets] = [starts + count * 2, starts + count * 4]
  return (code) => {
    for (let i = 0; i < count; i++) {
      if (data.getUint16(ends + i * 2) < code) continue
      const start = data.getUint16(starts + i * 2)
      if (start > code) return 0
      const delta = data.getUint16(deltas + i * 2)
      const offset = data.getUint16(offsets + i * 2)
      if (offset === 0) return (code + delta) & 0xffff
      const glyph = data.getUint16(offsets + i * 2 + offset + (code - start) * 2)
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff
    }
    return 0
  }
}
