import { computed } from '@preact/signals'
import { readImpacts } from '../api.ts'
import { type Note, type NotedLine, notesOfLine, together } from '../core/notes.ts'
import { resource, shown } from './resource.ts'
import { type StudyAnswer, study } from './study.ts'

/** A study of more tickers than this asks nothing more: its spec and the data page tell of them. */
const MOST = 12

const tickersOf = ({ single }: StudyAnswer): readonly string[] =>
  [...new Set(single.map(({ ticker }) => ticker))].sort()

const lines = resource(
  () => {
    const answer = shown(study.state.value)
    if (answer === null) return null
    const { model, estimation, event } = answer.spec.settings
    const tickers = tickersOf(answer)
    return tickers.length === 0 || tickers.length > MOST ? null : { tickers, model, estimation, event }
  },
  async ({ tickers, model, estimation, event }, signal) => {
    const windows = {
      model,
      estimation: estimation.join('..'),
      event: event.join('..'),
      windows: '0..0',
      alpha: '0.05',
    }
    const known = new Map<string, NotedLine>()
    for (const ticker of tickers)
      for (const line of await readImpacts(ticker, windows, signal)) known.set(`${ticker} ${line.event_id}`, line)
    return known
  },
  (before, now) => before.tickers.join() === now.tickers.join(),
)

/** What is to be known of the bars behind one event of a study; null where nothing is. */
export const lineOf = (ticker: string, items: readonly string[]): NotedLine | null =>
  shown(lines.state.value)?.get(`${ticker} ${items[0] ?? ''}`) ?? null

/** The same for the sample as a whole. */
export const notesOfStudy = computed((): readonly Note[] => {
  const answer = shown(study.state.value)
  return together(
    ...(answer?.single ?? []).map(({ ticker, items }) => {
      const line = lineOf(ticker, items)
      return line === null ? [] : notesOfLine(ticker, line)
    }),
  )
})
