import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Block, blocksOf, type Inline, inlineOf } from '../../../web/core/markdown.ts'
import { sampleTests } from '../../../web/core/study/tests.ts'

describe('blocksOf()', () => {
  it('blocksOf() reads headings, paragraphs, lists, tables and code', () => {
    const text =
      '# One\n\ntwo\nlines\n\n- a\n- b\n  more\n\n| x | `a|b` |\n| --- | --- |\n| 1 | **2** |\n\n```\n# raw\n```\n'
    expect(blocksOf(text)).toEqual([
      { kind: 'heading', level: 1, text: [{ kind: 'text', text: 'One' }] },
      { kind: 'paragraph', text: [{ kind: 'text', text: 'two lines' }] },
      { kind: 'list', items: [[{ kind: 'text', text: 'a' }], [{ kind: 'text', text: 'b more' }]] },
      {
        kind: 'table',
        head: [[{ kind: 'text', text: 'x' }], [{ kind: 'code', text: 'a|b' }]],
        rows: [[[{ kind: 'text', text: '1' }], [{ kind: 'strong', parts: [{ kind: 'text', text: '2' }] }]]],
      },
      { kind: 'code', text: '# raw' },
    ])
  })

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](//evil.test)',
  ])('inlineOf() leaves %s as text', (line) => expect(inlineOf(line).every(({ kind }) => kind === 'text')).toBe(true))
})

const anchors = (parts: readonly Inline[]): readonly string[] =>
  parts.flatMap((part) => (part.kind === 'anchor' ? [part.id] : 'parts' in part ? anchors(part.parts) : []))
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
