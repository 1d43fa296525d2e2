import { describe, expect, it } from 'vitest'
import { lastLine } from '../../../web/state/study/lines.ts'

const measuring = { step: 'measuring', done: 256, of: 1000 }
const testing = { step: 'testing', done: 0, of: 1000 }

/** The answer in pieces that end wherever they do. */
async function read(text: string, size: number) {
  const told: unknown[] = []
  const bytes = new TextEncoder().encode(text)
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size))
      controller.close()
    },
  })
  return { line: await lastLine(body, (progress) => told.push(progress)), told }
}

describe('lastLine', () => {
  const lines = `${[{ progress: measuring }, { progress: testing }].map((line) => JSON.stringify(line)).join('\n')}\n`
  it.each([1, 3, 7, 1000])('hands progress on and gives the last line, in pieces of %i bytes', async (size) => {
    const answer = JSON.stringify({ format: 'f', title: 'Ünïcode “\u2028”' })
    expect(await read(`${lines}${answer}\n`, size)).toEqual({ line: answer, told: [measuring, testing] })
  })
  it('takes an answer without progress, with or without the end of its line', async () => {
    expect((await read('{"a":1}\n', 4)).line).toBe('{"a":1}')
    expect((await read('{"a":1}', 4)).line).toBe('{"a":1}')
  })
  it('knows of no answer where only progress came', async () => {
    expect((await read(lines, 100)).line).toBeNull()
    expect((await read('', 100)).line).toBeNull()
  })
})
