import { describe, expect, it } from 'vitest'
import { openStore } from '../../../server/store/open.ts'
import { studyQueue } from '../../../server/study/queue.ts'
import { makeFormat } from '../../../web/core/format.ts'
import { catalogues } from '../../../web/i18n/catalogues.ts'
import { plotOf, studyPlots } from '../../../web/state/study/plots.ts'
import type { StudyAnswer } from '../../../web/state/study/study.ts'

const frame = { width: 600, height: 300, left: 52, right: 20, top: 8, foot: 24 }

describe('plotOf', () => {
  it('a study of one event or two says in words what is not told of it, in every figure and language', async () => {
    const { db } = await openStore(':memory:', Date.UTC(2026, 0, 2))
    const events = ['openai-20231117-altman-ousted', 'openai-20231122-return-agreed']
    for (const some of [events.slice(0, 1), events]) {
      const { bytes } = await studyQueue(db).study(new Response(JSON.stringify({ events: some })).body, {
        kind: 'json',
      })
      const answer = JSON.parse(await new Response(bytes).text()) as StudyAnswer
      for (const [language, tag] of [
        ['en', 'en-US'],
        ['id', 'id-ID'],
      ] as const) {
        const text = (await catalogues[language].study()).catalogue
        const drawn = { frame, fit: (name: string) => name, of: null, lines: true }
        const told = Object.fromEntries(
          studyPlots.map((plot) => [plot, plotOf(plot, answer, drawn, text, makeFormat(tag)).caption]),
        )
        expect(Object.values(told).join(' ')).not.toMatch(/–|NaN|null/)
        for (const plot of ['aar', 'spread', 'events']) expect(told[plot]).toContain(text.plots.few)
        expect(told.events).not.toContain(text.plots.diamond)
      }
    }
    db.close()
  })

  it('the average of a window is one of the events that have a value in it', async () => {
    const { db } = await openStore(':memory:', Date.UTC(2026, 0, 2))
    const events = ['openai-20231117-altman-ousted', 'openai-20231129-msft-observer', 'openai-20231122-return-agreed']
    const { bytes } = await studyQueue(db).study(new Response(JSON.stringify({ events })).body, { kind: 'json' })
    const answer = JSON.parse(await new Response(bytes).text()) as StudyAnswer
    const multi = answer.multi === null ? null : { ...answer.multi, N: 9 }
    const text = (await catalogues.en.study()).catalogue
    const drawn = { frame, fit: (name: string) => name, of: null, lines: true }
    const { drawing } = plotOf('events', { ...answer, multi }, drawn, text, makeFormat('en-US'))
    const { n } = multi?.windows.find(({ from, to }) => from === 0 && to === 1) ?? { n: 0 }
    expect(n).toBe(3)
    expect(JSON.stringify(drawing)).toContain(text.plots.average(n))
    db.close()
  })
})
