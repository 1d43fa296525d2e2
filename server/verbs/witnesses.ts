import { passport as passportAnswer, witnessAdded } from '../answers/passport.ts'
import { tellWitness } from '../events/witnesses.ts'
import { witnessColumns, witnessesTable } from '../export/exportWitnesses.ts'
import { passportOf } from '../impact/passport.ts'
import { usedByFigures } from '../impact/used.ts'
import { EventSubject, ImpactQuestion, OwnEventSubject, WitnessOrder } from '../query/questions.ts'
import { settingsOf } from '../query/settings.ts'
import { ofMeasuring } from './failures.ts'
import { tableHeadings } from './tableHeadings.ts'
import { tableVerb, verb } from './verb.ts'

export const passport = verb({
  name: 'passport',
  does: 'Who says when an event was public, how far they differ, and the finding on each admissible session',
  method: 'get',
  path: '/events/:event/passport',
  subject: EventSubject,
  question: ImpactQuestion,
  answer: passportAnswer,
  fails: ['unknown_event', ...ofMeasuring],
  run: ({ db }, { ticker, benchmark, convert, ...given }, { event }) =>
    passportOf(db, event, { ticker, benchmark, convert, settings: settingsOf(given) }),
  used: ({ ticker, benchmark, settings, witnesses }, { convert }, { event: id }) => {
    const figures =
      ticker === null || settings === null
        ? {}
        : usedByFigures({ ticker, benchmarks: [benchmark], rates: convert, settings })
    return {
      ...figures,
      events: [...(figures.events ?? []), { id }],
      shown: witnesses.map(({ kind, at, place, note }) => [kind, at, place, note]),
    }
  },
})

export const addWitness = verb({
  name: 'add-witness',
  does: "Keep what somebody says of an event's time; the event stays as it is",
  method: 'post',
  path: '/events/:event/witnesses',
  subject: OwnEventSubject,
  question: WitnessOrder,
  answer: witnessAdded,
  precondition: 'the `ETag` of GET /api/events/{event}: nothing is kept where another is stored meanwhile',
  fails: ['unknown_event', 'changed_meanwhile'],
  run: ({ db, now, over }, witness, { event }) => tellWitness(db, event, witness, now(), over),
  used: null,
})

export const witnessesCsv = tableVerb({
  ...tableHeadings.witnesses,
  columns: witnessColumns,
  file: () => 'witnesses',
  run: ({ db }, asked) => witnessesTable(db, asked),
})
