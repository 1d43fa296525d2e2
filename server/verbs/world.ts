import { worldList } from '../answers/event.ts'
import { worldImpacts as worldImpactsAnswer } from '../answers/impact.ts'
import { worldOn } from '../events/world.ts'
import { measureWorld } from '../impact/list.ts'
import { usedByFigures } from '../impact/used.ts'
import { ImpactsQuestion, WorldQuestion } from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import { settingsOf } from '../query/settings.ts'
import { ofMeasuring } from './failures.ts'
import { verb } from './verb.ts'

export const world = verb({
  name: 'world',
  does: 'What happened to every market at once, on the sessions of a ticker: central banks, consumer prices, jobs, closures',
  method: 'get',
  path: '/world',
  subject: nothing,
  question: WorldQuestion,
  answer: worldList,
  fails: [],
  run: async ({ db }, asked) => ({ events: await worldOn(db, asked) }),
  used: null,
})

export const worldImpacts = verb({
  name: 'world-impacts',
  does: 'World events with what each did to a ticker: one line an event, as of its own events',
  method: 'get',
  path: '/world/impacts',
  subject: nothing,
  question: ImpactsQuestion,
  answer: worldImpactsAnswer,
  fails: ofMeasuring,
  run: ({ db }, { ticker, from, to, benchmark, convert, ...given }) =>
    measureWorld(db, ticker, { from, to }, { benchmark, convert, settings: settingsOf(given) }),
  used: ({ benchmark, ...answer }, { convert }) =>
    usedByFigures({ ...answer, rates: convert, benchmarks: [benchmark] }),
})
