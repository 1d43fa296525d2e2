import { brotliDecompressSync } from 'node:zlib'
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

  describe('that are cheap to make', () => {
    const cheap = (text: string) => ({ ...answer(text), isCheap: true })
    const { etag } = answer('{"a":1}')
    const unchanged = { encoding: undefined, ifNoneMatch: etag }
    const text = (body: Uint8Array | null | undefined) => new TextDecoder().decode(body ?? new Uint8Array())
    it('are kept as a tag, and as a whole when they are asked for again', () => {
      const answers = keptAnswers()
      answers.keep('/a', 'one', cheap('{"a":1}'))
      expect(answers.find('/a', 'one', unchanged)?.status).toBe(304)
      expect(answers.find('/a', 'one', plainly)).toBeNull()
      answers.keep('/a', 'one', cheap('{"a":1}'))
      expect(text(answers.find('/a', 'one', plainly)?.body)).toBe('{"a":1}')
      expect(answers.find('/a', 'one', unchanged)?.status).toBe(304)
      answers.keep('/a', 'two', cheap('{"a":2}'))
      expect(answers.find('/a', 'two', unchanged)).toBeNull()
    })
    it('stay packed once they are', async () => {
      const answers = keptAnswers()
      const long = cheap(JSON.stringify(Array.from({ length: 1000 }, (_, at) => at)))
      const packed = { encoding: 'br', ifNoneMatch: undefined }
      for (let time = 0; time < 2; time++) {
        answers.keep('/a', 'one', long)
        const sent = await answers.form('/a', long, packed)
        expect(answers.find('/a', 'one', packed)).toEqual(sent)
        expect(brotliDecompressSync(sent.body ?? '').toString()).toBe(text(long.body))
      }
      expect(text(answers.find('/a', 'one', plainly)?.body)).toBe(text(long.body))
    })
    it('are no more than there is room for with all that is about a tag', () => {
      const answers = keptAnswers()
      for (let at = 0; at < 20_000; at++) answers.keep(`/${at}`, 'one', cheap('{"a":1}'))
      const found = Array.from({ length: 20_000 }, (_, at) => answers.find(`/${at}`, 'one', unchanged) !== null)
      // 32 MB, two kB each.
      expect(found.indexOf(true)).toBe(20_000 - 16_384)
    })
  })

  it('go in the order in which they were asked for last', () => {
    const answers = keptAnswers()
    const large = (name: string) => answer(name.padEnd(4_000_000, ' '))
    const names = ['/a', '/b', '/c', '/d', '/e', '/f', '/g', '/h']
    for (const name of names) answers.keep(name, 'one', large(name))
    for (const name of ['/h', '/a', '/a', '/c']) expect(answers.find(name, 'one', plainly)?.status).toBe(200)
    // Eight times four million bytes are below 32 MB, and nine are not.
    for (const name of ['/i', '/j', '/k']) answers.keep(name, 'one', large(name))
    const left = [...names, '/i', '/j', '/k'].filter((name) => answers.find(name, 'one', plainly) !== null)
    expect(left).toEqual(['/a', '/c', '/f', '/g', '/h', '/i', '/j', '/k'])
  })
})
