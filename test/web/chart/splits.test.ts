import { expect, it } from 'vitest'
import { paintBackdrop } from '../../../web/chart/paintBackdrop.ts'
import { modelOf } from './drawnModel.ts'
import { recorded, textsOf } from './recorded.ts'

const wordsOn = (...splits: { index: number; text: string }[]) =>
  textsOf(recorded(paintBackdrop(modelOf({ splits })))).map(({ text, x }) => [String(text), Number(x)])

it('a split is written beside its line, which stands before the first bar on the new level', () => {
  // Bar 2 begins at 8 + 200; crisp lines stand on half a pixel.
  expect(wordsOn({ index: 2, text: 'split 4:1' })).toEqual([['split 4:1', 212.5]])
  // Nine letters of 6.4 pixels have no room to the right of bar 5, which begins a hundred pixels before the edge: with a longer word they go left.
  const [[, x = 0] = []] = wordsOn({ index: 5, text: 'pemecahan saham 1:10' })
  expect(x).toBeLessThan(508)
})

it('of splits that lie together the first is written, and none is beyond the plot', () => {
  expect(wordsOn({ index: 2, text: 'pemecahan saham 4:1' }, { index: 3, text: 'pemecahan saham 5:1' })).toHaveLength(1)
  expect(wordsOn({ index: 6, text: 'split 4:1' }, { index: -1, text: 'split 2:1' })).toEqual([])
})
