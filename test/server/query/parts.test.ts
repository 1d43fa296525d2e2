import { expect, it } from 'vitest'
import { answerBytes, keepJson, lengthOfParts, putTogether } from '../../../server/query/parts.ts'

const text = (answer: object): string => answerBytes(answer).toString()

it('an answer of parts is what JSON.stringify makes of it, whichever of them are kept', () => {
  const shared = keepJson({ figures: [1, 2.5, null], word: 'é ☃ "quoted" \\ \u2028', gone: undefined, none: null })
  const [head, rest] = [
    { id: 'a', list: [] },
    { flags: ['x'], deep: { a: 1 } },
  ]
  const line = putTogether({ ...head, ...shared, ...rest }, [head, shared, rest])
  const other = putTogether({ ...shared, ...rest }, [shared, rest])
  for (const lines of [[line], [line, other], [other, line, line]]) {
    const answer = { data_version: '0', total: 2, next: undefined, lines, clusters: {}, empty: [] }
    expect(text(answer)).toBe(JSON.stringify(answer))
    expect(text({ ...answer, lines: [...lines, { id: 'plain' }] })).toBe(
      JSON.stringify({ ...answer, lines: [...lines, { id: 'plain' }] }),
    )
  }
})

it('a copy that was changed is told as it is, and not as the parts of what it was copied from', () => {
  const [head, rest] = [{ id: 'a' }, keepJson({ value: 1 })]
  const line = putTogether({ ...head, ...rest }, [head, rest])
  expect(text({ lines: [{ ...line, value: 2 }] })).toBe('{"lines":[{"id":"a","value":2}]}')
})

it('the length of parts counts one pair of brackets and what stands between them', () => {
  const [head, rest] = [{ id: 'a' }, keepJson({ value: 1 })]
  expect(lengthOfParts(putTogether({ ...head, ...rest }, [head, rest]))).toBe('{"id":"a","value":1}'.length)
  expect(lengthOfParts({ id: 'a' })).toBe(null)
})
