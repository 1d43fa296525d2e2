import { decision, quality as qualityAnswer } from '../answers/quality.ts'
import { findingColumns, findingsTable } from '../export/exportFindings.ts'
import { Problem } from '../problem.ts'
import { acceptFinding, undoFinding } from '../quality/decide.ts'
import { findingView, qualityOf } from '../quality/view.ts'
import { FindingDecision, FindingSubject, QualityQuestion, RepairDecision } from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import { tableHeadings } from './tableHeadings.ts'
import { tableVerb, type VerbContext, verb } from './verb.ts'

export const quality = verb({
  name: 'quality',
  does: 'Findings, corrections, coverage by month, and what the source last said',
  method: 'get',
  path: '/quality',
  subject: nothing,
  question: QualityQuestion,
  answer: qualityAnswer,
  fails: ['unknown_ticker'],
  run: ({ db, now }, asked) => qualityOf(db, asked, now()),
  used: ({ findings, repairs, coverage }) => ({
    shown: {
      findings: findings.map(({ id: _, found_at: __, ...finding }) => finding),
      repairs: repairs.map(({ finding: _, ...repair }) => repair),
      coverage,
    },
  }),
})

export const findingsCsv = tableVerb({
  ...tableHeadings.findings,
  columns: findingColumns,
  file: ({ ticker }) => (ticker === undefined ? 'findings' : `findings-${ticker}`),
  run: ({ db }, asked) => findingsTable(db, asked),
})

async function decide({ db, now }: VerbContext, id: number, accept: boolean, note: string | null | undefined) {
  const decided = await (accept ? acceptFinding : undoFinding)(db, id, note ?? null, now())
  switch (decided.kind) {
    case 'unknown-finding':
      throw new Problem(404, 'unknown_finding', `There is no finding ${id}`, 'finding')
    case 'done':
      return { finding: findingView(decided.finding), repaired: decided.repaired }
  }
}

export const decideFinding = verb({
  name: 'decide-finding',
  does: 'Accept a finding, or take that back',
  method: 'post',
  path: '/quality/:finding',
  subject: FindingSubject,
  question: FindingDecision,
  answer: decision,
  fails: ['unknown_finding'],
  run: (context, { status, note }, { finding }) => decide(context, finding, status === 'accepted', note),
  used: null,
})

export const decideRepair = verb({
  name: 'decide-repair',
  does: 'Lay the correction of a finding over its bars, or take it off again',
  method: 'post',
  path: '/repairs',
  subject: nothing,
  question: RepairDecision,
  answer: decision,
  fails: ['unknown_finding'],
  run: (context, { finding, action, note }) => decide(context, finding, action === 'accept', note),
  used: null,
})
