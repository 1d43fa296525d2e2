import { board as boardAnswer } from '../answers/board.ts'
import { boardOf } from '../board/board.ts'
import { usedByBoard } from '../board/used.ts'
import { boardColumns, boardTable } from '../export/exportBoard.ts'
import { pagingOf } from '../query/page.ts'
import { BoardPageQuestion } from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import { tableHeadings } from './tableHeadings.ts'
import { tableVerb, verb } from './verb.ts'

/** Tickers of an answer where nobody says how many: each is measured. */
const LINES = 24

export const board = verb({
  name: 'board',
  does: 'Every stored ticker in a range: its line, its newest events with their verdicts, its most abnormal sessions',
  method: 'get',
  path: '/board',
  subject: nothing,
  question: BoardPageQuestion,
  answer: boardAnswer,
  fails: [],
  run: ({ db }, { from, to, ...paging }) => boardOf(db, { from, to }, pagingOf(paging, LINES)),
  used: usedByBoard,
})

export const boardCsv = tableVerb({
  ...tableHeadings.board,
  columns: boardColumns,
  file: () => 'board',
  run: ({ db }, { from, to }) => boardTable(db, { from, to }),
})
