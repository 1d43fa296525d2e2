import { notesOfFindings } from '../../core/ticker/notes.ts'
import { format } from '../../i18n/format.ts'
import { studyWords } from '../../i18n/studyText.ts'
import type { StudyAnswer } from '../../state/study/study.ts'
import { Notes, Signs } from '../ticker/Notes.tsx'
import { sessionsText } from './sessionsText.ts'

/** The sentence that can be quoted, and what to know before quoting it. */
export function StudyFinding({ answer }: { readonly answer: StudyAnswer }) {
  const text = studyWords.value
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
  const text = studyWords.value
  const write = format.value
  const { alpha } = answer.spec.settings
  const column = headlineOf(answer)
  if (answer.multi === null || column === null) return <p class="finding">{text.tooFew(answer.untested?.N ?? 0)}</p>
  const { from, to, mean, tKp, pKp, grankT, grankTP, n } = column
  const level = `${write.plain(alpha * 100, 0)} %`
  const notes = notesOfFindings(answer.checks)
  return (
    <p class="finding">
      {text.finding(
        n,
        sessionsText(from, to),
        write.percent(mean),
        pKp !== null && pKp < alpha,
        level,
        write.statistic(tKp),
        write.p(pKp),
      )}{' '}
      {grankTP !== null &&
        pKp !== null &&
        text.rankCheck(grankTP < alpha === pKp < alpha, write.statistic(grankT), write.p(grankTP))}
      <Signs notes={notes} /> <Notes notes={notes} />
    </p>
  )
}

/** The window that is spoken of first: the day and the one after it, else the first there is. */
export function headlineOf({ multi }: StudyAnswer) {
  return multi?.windows.find(({ from, to }) => from === 0 && to === 1) ?? multi?.windows[0] ?? null
}

function Without({ answer }: { readonly answer: StudyAnswer }) {
  const text = studyWords.value
  const write = format.value
  const without = answer.withoutConfounded
  if (without === null) return null
  if (without.kind === 'untested') return <li>{text.withoutFew(without.N)}</li>
  const headline = headlineOf(answer)
  const column = without.multi.windows.find(({ from, to }) => from === headline?.from && to === headline.to)
  if (column === undefined) return null
  return <li>{text.without(column.n, write.percent(column.mean), write.statistic(column.tKp), write.p(column.pKp))}</li>
}

function LeaveOneOut({ answer }: { readonly answer: StudyAnswer }) {
  const write = format.value
  const headline = headlineOf(answer)
  const found = answer.leaveOneOut.find(({ from, to }) => from === headline?.from && to === headline.to)
  if (found === undefined) return null
  const most = answer.single.find(({ id }) => id === found.mostInfluential)
  return (
    <li>
      {studyWords.value.leaveOneOut(
        write.percent(found.meanLow),
        write.percent(found.meanHigh),
        write.statistic(found.tBmpLow),
        write.statistic(found.tBmpHigh),
        most === undefined ? found.mostInfluential : `${write.date(most.day0)}, ${most.ticker}`,
      )}
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
  const write = format.value
  const share = spread.shareSignificant === null ? '–' : `${write.plain(spread.shareSignificant * 100, 0)} %`
  return (
    <li>
      {name}
      {studyWords.value.robustLine(
        spread.computed,
        share,
        write.percent(spread.minCar),
        write.percent(spread.medianCar),
        write.percent(spread.maxCar),
        spread.fragile,
      )}
    </li>
  )
}
