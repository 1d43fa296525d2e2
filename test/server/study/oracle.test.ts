import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../../server/problem.ts'
import { studyText } from '../../../server/study/json.ts'
import { runStudy } from '../../../server/study/study.ts'
import { differences, noneYet, type Oracle, tell } from '../stats/oracle.ts'

const folders = ['golden/oracle', '../../shared/reference/oracle'].map((folder) =>
  join(import.meta.dirname, '../..', folder),
)
const files = new Map(
  folders.flatMap((folder) => {
    try {
      return readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => [name, join(folder, name)] as const)
    } catch {
      return []
    }
  }),
)
const noStore = async () => {
  throw new Error('an inline study opens no store')
}
const answerOf = async (text: string) => JSON.parse([...studyText(await runStudy(text, noStore))].join(''))

describe('runStudy() takes the files of two other programs as they are', () => {
  for (const [name, path] of files) {
    const text = readFileSync(path, 'utf8')
    const oracle = JSON.parse(text) as Oracle
    if (oracle.settings === undefined || oracle.series === undefined || oracle.events === undefined)
      it(`runStudy() says what ${name} lacks`, async () => {
        await expect(runStudy(text, noStore)).rejects.toBeInstanceOf(Problem)
      })
    else
      it(`runStudy() gives every figure of ${name}`, async () => {
        const answer = await answerOf(text)
        const worst = noneYet()
        const wrong = differences({ single: answer.single, multi: answer.multi }, oracle.expected, worst, name)
        tell(name, worst)
        expect(wrong).toEqual([])
        expect(answer.excluded).toEqual([])
      })
  }

  const clustered = files.get('tech-openai-clustered.json')
  it.skipIf(clustered === undefined)('runStudy() ends the CAAR path where the whole window stands', async () => {
    const text = readFileSync(clustered ?? '', 'utf8')
    const { caar } = await answerOf(text)
    const { windows } = (JSON.parse(text) as { expected: { multi: { windows: Record<string, number>[] } } }).expected
      .multi
    const whole = windows.find(({ from, to }) => from === -10 && to === 10) ?? {}
    const last = caar.at(-1)
    const exact = (whole.mean ?? 0) / (whole.zMacKinlay ?? 0)
    expect(last.caar).toBeCloseTo(whole.mean ?? 0, 12)
    expect(last.seCross).toBeCloseTo(whole.seCross ?? 0, 12)
    // Six shares on one date: the variance of the mean grows by 1 + 5 r.
    expect(last.se).toBeCloseTo(exact * Math.sqrt(1 + 5 * (whole.rbar ?? 0)), 12)
    expect(last.ciHigh - last.caar).toBeCloseTo(1.959963984540054 * last.se, 12)
  })

  it.skipIf(files.size === 0)('runStudy() on the spec of its answer gives the same figures and hash', async () => {
    const [, path] = [...files].find(([name]) => name.startsWith('msft-openai')) ?? ['', '']
    const first = await answerOf(readFileSync(path, 'utf8'))
    const again = await answerOf(JSON.stringify(first.spec))
    expect(again).toEqual(first)
  })
})
