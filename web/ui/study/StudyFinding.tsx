import { notesOfFindings } from '../../core/ticker/notes.ts'
import { headlineOf, studySentence } from '../../state/study/finding.ts'
import type { StudyAnswer } from '../../state/study/study.ts'
import { useFormat, useWords } from '../page.ts'
import { Notes, Signs } from '../ticker/Notes.tsx'

/** The sentence that can be quoted, and what to know before quoting it. */
export function StudyFinding({ answer }: { readonly answer: StudyAnswer }) {
  const text = useWords('study')
  const { warnings, robustness } = answer
  return (
    <section aria-labelledby="finding">
      <h2 id="finding">{text.result}</h2>
      <Sentence answer={answer} />
      <h3>{text.notes}</h3>
      <ul class="study-notes">
        {warnings.map(({ code, count, of }) => (
          <li key={code}>{text.warnings[code]?.(count, of) ?? code}</li>
        ))}
        <Without answer={answer} />
        <LeaveOneOut answer={answer} />
        {answer.multi !== null && <li>{text.inWords(answer.multi.N)}</li>}
      </ul>
      {robustness !== null && (
        <>
          <h3>{text.robustTitle}</h3>
          <ul class="study-notes">
            {robustness.sample !== null && <Spread name="" spread={robustness.sample.all} />}
            {robustness.sample === null &&
              robustness.events.map(({ id, ticker, all }) => (
                <Spread key={`${id} ${ticker}`} name={`${id}: `} spread={all} />
              ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Sentence({ answer }: { readonly answer: StudyAnswer }) {
  const text = useWords('study')
  const write = useFormat()
  if (answer.multi === null || headlineOf(answer) === null)
    return <p class="finding">{studySentence(answer, text, write)}</p>
  const notes = notesOfFindings(answer.checks)
  return (
    <p class="finding">
      {studySentence(answer, text, write)}
      <Signs notes={notes} /> <Notes notes={notes} />
    </p>
  )
}

function Without({ answer }: { readonly answer: StudyAnswer }) {
  const text = useWords('study')
  const write = useFormat()
  const without = answer.withoutConfounded
  if (without === null) return null
  if (without.kind === 'untested') return <li>{text.withoutFew(without.N)}</li>
  const headline = headlineOf(answer)
  const column = without.multi.windows.find(({ from, to }) => from === headline?.from && to === headline.to)
  if (column === undefined) return null
  const { n, mean, tKp, pKp } = column
  return <li>{text.without({ count: n, caar: write.percent(mean), t: write.statistic(tKp), p: write.p(pKp) })}</li>
}

function LeaveOneOut({ answer }: { readonly answer: StudyAnswer }) {
  const text = useWords('study')
  const write = useFormat()
  const headline = headlineOf(answer)
  const found = answer.leaveOneOut.find(({ from, to }) => from === headline?.from && to === headline.to)
  if (found === undefined) return null
  const most = answer.single.find(({ id }) => id === found.mostInfluential)
  return (
    <li>
      {text.leaveOneOut({
        low: write.percent(found.meanLow),
        high: write.percent(found.meanHigh),
        tLow: write.statistic(found.tBmpLow),
        tHigh: write.statistic(found.tBmpHigh),
        most: most === undefined ? found.mostInfluential : `${write.date(most.day0)}, ${most.ticker}`,
      })}
    </li>
  )
}

function Spread({
  name,
  spread,
}: {
  readonly name: string
  readonly spread: {
    readonly computed: number
    readonly shareSignificant: number | null
    readonly minCar: number | null
    readonly medianCar: number | null
    readonly maxCar: number | null
    readonly fragile: boolean
  }
}) {
  const text = useWords('study')
  const write = useFormat()
  const share = spread.shareSignificant === null ? '–' : `${write.plain(spread.shareSignificant * 100, 0)}\u00a0%`
  return (
    <li>
      {name}
      {spread.computed === 0
        ? text.robustNone
        : text.robustLine({
            computed: spread.computed,
            share,
            low: write.percent(spread.minCar),
            median: write.percent(spread.medianCar),
            high: write.percent(spread.maxCar),
            fragile: spread.fragile,
          })}
    </li>
  )
}
