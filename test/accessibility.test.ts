import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const text = readFileSync(join(root, 'docs/accessibility.md'), 'utf8')

/** Levels A and AA of WCAG 2.2, https://www.w3.org/TR/WCAG22/; 4.1.1 is no longer one of them. */
const criteria =
  `1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11
1.4.12 1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4 2.5.7
2.5.8 3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3`.split(/\s+/)

describe('docs/accessibility.md', () => {
  it('has every criterion of levels A and AA once, and no other', () => {
    const told = [...text.matchAll(/^\| (\d[\d., –]*) /gm)].flatMap(([, numbers = '']) => {
      const [from = '', to] = numbers.trim().split(' – ')
      if (to === undefined) return numbers.trim().split(', ')
      const [first, last] = [from, to].map((number) => Number(number.split('.')[2]))
      const guideline = from.split('.').slice(0, 2).join('.')
      return Array.from({ length: (last ?? 0) - (first ?? 0) + 1 }, (_, i) => `${guideline}.${(first ?? 0) + i}`)
    })
    expect(told.toSorted()).toEqual(criteria.toSorted())
  })
  it('names only tests that there are', () => {
    const named = [...text.matchAll(/`([\w/.]+)`/g)].map(([, name = '']) => name)
    const files = named.filter((name) => name.startsWith('test/') && name !== 'test/e2e/')
    expect(files.length).toBeGreaterThan(2)
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
    const suites = named.filter((name) => /^[a-z]+[a-zA-Z]*$/.test(name) && !['axe', 'application'].includes(name))
    expect(suites.length).toBeGreaterThan(20)
    expect(suites.filter((name) => !existsSync(join(root, `test/e2e/${name}.e2e.test.ts`)))).toEqual([])
  })
})
