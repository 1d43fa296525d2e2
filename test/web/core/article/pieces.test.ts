import { describe, expect, it } from 'vitest'
import { paragraphsOf, partsOf, piecesOf, placesOf } from '../../../../web/core/article/pieces.ts'

const shown = (text: string, markings: readonly { start: number; end: number }[]) =>
  piecesOf(text, markings).map(({ text, of }) => (of === null ? text : `[${text}]`))

describe('piecesOf', () => {
  it('cuts a text at its markings, and joined again it is the same text', () => {
    const markings = [
      { start: 8, end: 12 },
      { start: 0, end: 4 },
    ]
    expect(shown('abcd ef ghij', markings)).toEqual(['[abcd]', ' ef ', '[ghij]'])
    expect(shown('abcd ef ghij k', markings)).toEqual(['[abcd]', ' ef ', '[ghij]', ' k'])
  })
  it('keeps the first of two that overlap, and both that touch', () => {
    expect(
      shown('abcdef', [
        { start: 1, end: 4 },
        { start: 3, end: 6 },
      ]),
    ).toEqual(['a', '[bcd]', 'ef'])
    expect(
      shown('abcdef', [
        { start: 1, end: 3 },
        { start: 3, end: 6 },
      ]),
    ).toEqual(['a', '[bc]', '[def]'])
  })
  it('leaves out what is empty or reaches out of the text', () => {
    expect(
      shown('abc', [
        { start: 1, end: 1 },
        { start: 2, end: 4 },
        { start: -1, end: 1 },
      ]),
    ).toEqual(['abc'])
    expect(piecesOf('', [])).toEqual([])
  })
})

describe('paragraphsOf', () => {
  it('gives each paragraph its own markings', () =>
    expect(
      paragraphsOf('one two\n\nthree', [
        { start: 4, end: 7 },
        { start: 9, end: 14 },
        { start: 6, end: 10 },
      ]).map(({ start, pieces }) => [start, ...pieces.map(({ text, of }) => (of === null ? text : `[${text}]`))]),
    ).toEqual([
      [0, 'one ', '[two]'],
      [9, '[three]'],
    ]))
})

describe('placesOf', () => {
  it('finds a phrase in any case, again and again', () =>
    expect(placesOf('pertikaian openai', 'Pertikaian OpenAI. pertikaian OpenAI')).toEqual([
      { start: 0, end: 17 },
      { start: 19, end: 36 },
    ]))
  it('finds nothing of nothing, nor where small letters have other places', () => {
    expect(placesOf('', 'abc')).toEqual([])
    expect(placesOf('x', 'İx')).toEqual([])
  })
})

describe('partsOf', () => {
  it('cuts a piece where a stretch begins and ends, which may lie beyond it', () => {
    const cut = (start: number, end: number) =>
      partsOf('abcdef', { start, end }).map(({ text, isIn }) => (isIn ? `[${text}]` : text))
    expect(cut(2, 4)).toEqual(['ab', '[cd]', 'ef'])
    expect(cut(-3, 2)).toEqual(['[ab]', 'cdef'])
    expect(cut(4, 90)).toEqual(['abcd', '[ef]'])
    expect(cut(-9, 99)).toEqual(['[abcdef]'])
    for (const [start, end] of [
      [-5, -1],
      [0, 0],
      [6, 9],
      [7, 9],
    ] as const)
      expect(cut(start, end)).toEqual(['abcdef'])
  })
})
