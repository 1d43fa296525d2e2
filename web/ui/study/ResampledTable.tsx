import './StudyTable.css'
import { isSignificant } from '../../../server/stats/significance.ts'
import { sessionsText } from '../../core/sessionText.ts'
import type { StudyAnswer } from '../../state/study/study.ts'
import { useCount, useFormat, useWords } from '../page.ts'
import { Scrolls } from './Scrolls.tsx'

/** The averages by resampling, where a spec asked for it: events drawn one by one, whole dates, signs flipped by date. */
export function ResampledTable({ answer }: { readonly answer: StudyAnswer }) {
  const words = useWords('study')
  const text = words.resampled
  const count = useCount()
  const [first] = answer.resampled
  if (first === undefined) return null
  const { alpha } = answer.spec.settings
  return (
    <section>
      <h2 id="resampled">
        <a href="/methods#resampling">{text.title}</a>
      </h2>
      <p class="soft">{text.how(count(first.iid.draws), String(first.iid.seed))}</p>
      <Scrolls boxed name={text.title}>
        <table class="table study-table">
          <thead>
            <tr>
              <th scope="col">{words.window}</th>
              <th scope="col">{text.events}</th>
              <th scope="col">{text.dates}</th>
              <th scope="col">{text.signs}</th>
            </tr>
          </thead>
          <tbody>
            {answer.resampled.map(({ from, to, iid, byDate, signFlip }) => (
              <tr key={`${from} ${to}`}>
                <th scope="row">{sessionsText(from, to)}</th>
                <td>
                  <Drawn drawn={iid} alpha={alpha} />
                </td>
                <td>
                  <Drawn drawn={byDate} alpha={alpha} />
                </td>
                <td>
                  <Drawn drawn={signFlip} alpha={alpha} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </section>
  )
}

/** Interval and p of one way to draw; a dash where the sample gives it nothing to draw from. */
function Drawn({
  drawn,
  alpha,
}: {
  readonly drawn: StudyAnswer['resampled'][number]['byDate']
  readonly alpha: number
}) {
  const write = useFormat()
  if (drawn === null) return <span class="soft">–</span>
  const { p, ciLow, ciHigh } = drawn
  return (
    <>
      {ciLow !== null && (
        <>
          {write.bound(ciLow)} … {write.bound(ciHigh)}
          {'\u00a0'}%{' '}
        </>
      )}
      <span class={isSignificant(p, alpha) ? 'strong' : 'soft'}>p {write.p(p)}</span>
    </>
  )
}
