import { describe, expect, it } from 'vitest'
import { blocksOf, blocksSeen } from '../../../../web/core/ticker/blocks.ts'

describe('blocks of rows', () => {
  it('hold every row once, the last block shorter', () => {
    expect(blocksOf(5, 2)).toEqual([[0, 1], [2, 3], [4]])
    expect(blocksOf(0, 2)).toEqual([])
  })
  const at = (top: number) => ({ top, bottom: top + 100 })
  it('are there within a reach of the screen', () => {
    const boxes = [-400, -300, -200, -100, 0, 100, 200].map(at)
    expect(blocksSeen(boxes, 150, 0)).toEqual([3, 5])
    expect(blocksSeen(boxes, 150, 120)).toEqual([2, 6])
    expect(blocksSeen([null, at(900)], 150, 0)).toBeNull()
  })
})
