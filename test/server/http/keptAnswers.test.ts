import { describe, expect, it } from 'vitest'
import { keptAnswers, tagOf } from '../../../server/http/answers.ts'

const answer = (text: string) => {
  const body = new TextEncoder().encode(text)
  return { body, etag: tagOf(body, '1'), headers: { 'Content-Type': 'application/json' } }
}
const plainly = { encoding: undefined, ifNoneMatch: undefined }

describe('answers that are kept', () => {
  it('are let go of together once the store is at another moment', () => {
    const answers = keptAnswers()
    answers.keep('/a', 'one', answer('{"a":1}'))
    answers.keep('/b', 'one', answer('{"b":1}'))
    expect(answers.find('/a', 'one', plainly)?.status).toBe(200)
    expect(answers.find('/a', 'two', plainly)).toBeNull()
    // Nobody asked for it since the store was written to, and it is gone all the same.
    expect(answers.find('/b', 'one', plainly)).toBeNull()
  })

  it('are found at the moment at which they were kept last', () => {
    const answers = keptAnswers()
    answers.keep('/a', 'one', answer('{"a":1}'))
    answers.keep('/a', 'two', answer('{"a":2}'))
    expect(new TextDecoder().decode(answers.find('/a', 'two', plainly)?.body ?? new Uint8Array())).toBe('{"a":2}')
  })
})
