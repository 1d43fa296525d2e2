import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { blocksOf } from '../../../web/build/markdown.ts'
import { type Block, type Inline, plainText } from '../../../web/core/document.ts'
import { sampleTests } from '../../../web/core/study/tests.ts'

describe('blocksOf', () => {
  it('blocksOf() reads headings, paragraphs, lists, tables and code', () => {
    const text =
      '# One\n\ntwo\nlines\n\n- a\n- b\n  more\n\n| x | `a\\|b` |\n| --- | --- |\n| 1 | **2** |\n\n```\n# raw\n```\n'
    expect(blocksOf(text)).toEqual([
      { kind: 'heading', level: 1, text: ['One'] },
      { kind: 'paragraph', text: ['two lines'] },
      { kind: 'list', items: [['a'], ['b more']] },
      {
        kind: 'table',
        head: [['x'], [{ kind: 'code', text: 'a|b' }]],
        rows: [[['1'], [{ kind: 'strong', parts: ['2'] }]]],
      },
      { kind: 'code', text: '# raw' },
    ])
  })
  it('blocksOf() reads anchors and links in every corner', () =>
    expect(blocksOf('<a id="a-b"></a>**`t`**, [c](#d) and [e `f`](https://g.test/h)')).toEqual([
      {
        kind: 'paragraph',
        text: [
          { kind: 'anchor', id: 'a-b' },
          { kind: 'strong', parts: [{ kind: 'code', text: 't' }] },
          ', ',
          { kind: 'link', href: '#d', parts: ['c'] },
          ' and ',
          { kind: 'link', href: 'https://g.test/h', parts: ['e ', { kind: 'code', text: 'f' }] },
        ],
      },
    ]))
  it('blocksOf() leaves the marks of formulas as they are', () => {
    const formula = 'R_t = P_t / P_(t-1) - 1; a * b * c; p < alpha & q > 0; |u_b| >= |u_0|; w_0*w_1'
    expect(blocksOf(formula)).toEqual([{ kind: 'paragraph', text: [formula] }])
  })
  it('blocksOf() typesets code between dollars, alone and in a line', () => {
    const formula = { kind: 'formula', text: 'M', nodes: [{ tag: 'mi', children: ['M'] }] }
    expect(blocksOf('with $`M`$, $`M`$ of `k`\n\n$`M`$')).toEqual([
      { kind: 'paragraph', text: ['with ', formula, ', ', formula, ' of ', { kind: 'code', text: 'k' }] },
      { kind: 'paragraph', text: [formula] },
    ])
  })
  it('blocksOf() shows the words of a link to another document', () => {
    const [block] = blocksOf('see [stood still](data-quality.md) and [there](../api.md#bars)')
    expect(block?.kind === 'paragraph' && plainText(block.text)).toBe('see stood still and there')
  })
  it.each([
    ['a <script>alert(1)</script>', 'html'],
    ['a <img src=x onerror=alert(1)>', 'html'],
    ['<div>', 'html'],
    ['[x](javascript:alert(1))', 'link'],
    ['[x](//evil.test)', 'link'],
    ['![x](y.png)', 'image'],
    ['1. one', 'list'],
    ['> said', 'blockquote'],
    ['- a\n\n  - b', 'list'],
  ])('blocksOf() refuses %s', (markdown, node) =>
    expect(() => blocksOf(`# One\n\n${markdown}`)).toThrow(new RegExp(`Cannot show the ${node} in line [35]`)),
  )
})

const anchors = (parts: readonly Inline[]): readonly string[] =>
  parts.flatMap((part) =>
    typeof part === 'string' ? [] : part.kind === 'anchor' ? [part.id] : 'parts' in part ? anchors(part.parts) : [],
  )
const texts = (block: Block): readonly (readonly Inline[])[] => {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [block.text]
    case 'list':
      return block.items
    case 'table':
      return [block.head, ...block.rows].flat()
    case 'code':
      return []
  }
}

const documentAt = (name: string) => blocksOf(readFileSync(join(import.meta.dirname, '../../../docs', name), 'utf8'))
const pieces = (parts: readonly Inline[]): readonly Inline[] =>
  parts.flatMap((part) => (typeof part === 'object' && 'parts' in part ? [part, ...pieces(part.parts)] : [part]))

describe('docs/methods.id.md', () => {
  /** What a translation must keep of a block: its kind, its places, its names, its formulas and where it leads. */
  const kept = (block: Block) => ({
    kind: block.kind,
    size: texts(block).length,
    pieces: texts(block)
      .flatMap(pieces)
      .flatMap((piece) => {
        if (typeof piece === 'string') return []
        if (piece.kind === 'anchor') return [`#${piece.id}`]
        if (piece.kind === 'link') return [piece.href]
        return 'text' in piece ? [`${piece.kind} ${piece.text.replaceAll(/(\d),(?=\d)/g, '$1.')}`] : [piece.kind]
      })
      .toSorted(),
    numbers: texts(block)
      .flatMap(pieces)
      .flatMap((piece) => (typeof piece === 'string' ? (piece.match(/\d+(?:[.,:]\d+)*/g) ?? []) : []))
      .map((number) => number.replaceAll(/[,:]/g, '.'))
      .toSorted(),
  })
  const [english, indonesian] = [documentAt('methods.md'), documentAt('methods.id.md')]
  it('has block for block the same places, names, formulas and numbers as the English one', () => {
    expect(indonesian.map(kept)).toEqual(english.map(kept))
  })
  it('leaves no line of words in English', () => {
    const same = indonesian.flatMap((block, i) => {
      const theirs = new Set(texts(english[i] as Block).map(plainText))
      return texts(block)
        .map(plainText)
        .filter((text) => theirs.has(text) && / (the|of|and|is|with) /.test(text))
    })
    expect(same).toEqual([])
  })
})

describe('docs/methods.md on the page', () => {
  const known = new Set(
    blocksOf(readFileSync(join(import.meta.dirname, '../../../docs/methods.md'), 'utf8')).flatMap((block) =>
      texts(block).flatMap(anchors),
    ),
  )
  it.each([
    ...sampleTests.map(({ anchor }) => anchor),
    'sample',
    'groups',
    'car-exact',
    'reasons',
    'rbar',
    'many-tests',
  ])('#%s is a place in it', (anchor) => expect(known).toContain(anchor))
})
