import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { shown } from '../../scripts/terminal.ts'

describe('shown()', () => {
  it.each([
    ['MS\u001b[31mFT', 'MS<U+001B>[31mFT'],
    ['a\u200bb', 'a<U+200B>b'],
    ['\u202eevil\u2066', '<U+202E>evil<U+2066>'],
    ['one\rtwo\u2028three', 'one<U+000D>two<U+2028>three'],
    ['\u{e0041}tag', '<U+E0041>tag'],
    ['MS\u3164FT\u115f', 'MS<U+3164>FT<U+115F>'],
    ['a\u2800b\u034f', 'a<U+2800>b<U+034F>'],
    // Cyrillic a and Greek capital Alpha among Latin letters.
    ['p\u0430yp\u0430l', 'p\u0430<U+0430>yp\u0430<U+0430>l'],
    ['\u0391pple', '\u0391<U+0391>pple'],
  ])('%j stands as %j', (text, seen) => expect(shown(text)).toBe(seen))

  it.each(['two\nlines\tand a tab', 'Müller, Ærø, 東京', 'Газпром', 'Αθήνα', 'ΔT of 3 µm', '😀', '❤\ufe0f'])(
    '%j stays as it is',
    (text) => expect(shown(text)).toBe(text),
  )
})

it('what commands print goes through the one place that guards a terminal', () => {
  // What they print is of the project itself, or a document of its own.
  const own = [
    'terminal.ts',
    'command.ts',
    'licences.ts',
    'soak.ts',
    'bench.ts',
    'pictures.ts',
    'runBackfill.ts',
    'tickers.ts',
  ]
  const loud = readdirSync('scripts')
    .filter((file) => file.endsWith('.ts') && !own.includes(file))
    .filter((file) => /console\.(log|error)\(/.test(readFileSync(`scripts/${file}`, 'utf8')))
  expect(loud).toEqual([])
})
