import { describe, expect, it } from 'vitest'
import { isBackwards, restoreCommandOf } from '../../../../web/core/data/command.ts'

describe('isBackwards', () => {
  it.each([
    ['2024-01-03', '2024-01-02', true],
    ['2024-01-02', '2024-01-02', false],
    ['2023-12-31', '2024-01-01', false],
    ['2024-01-03', null, false],
    [null, '2024-01-02', false],
  ] as const)('from %s to %s: %s', (from, to, expected) => expect(isBackwards({ from, to })).toBe(expected))
})

describe('restoreCommandOf', () => {
  it.each([
    ['aftershock-20231117T202800Z.db', 'npm run restore -- aftershock-20231117T202800Z.db'],
    ['my news-20231117T202800Z.db', "npm run restore -- 'my news-20231117T202800Z.db'"],
  ])('%s is a word of its own', (name, command) => expect(restoreCommandOf(name)).toBe(command))
})
