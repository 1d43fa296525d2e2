import './StudyTable.css'
import { isSignificant } from '../../../server/stats/significance.ts'
import { sessionsText } from '../../core/sessionText.ts'
import type { StudyAnswer } from '../../state/study/study.ts'
import { useCount, useFormat, useWords } from '../page.ts'
import { Scrolls } from './Scrolls.tsx'

/** CARs on characteristics of their events, where a spec asked for it. */
export function RegressionTable({ answer }: { readonly answer: StudyAnswer }) {
  const { regression: text } = useWords('study')
  const { regression, spec } = answer
  if (regression === null || spec.regression === null) return null
  const [from, to] = spec.regression.window
  const left = regression.withoutCharacteristics
  return (
    <section>
      <h2 id="regression">
        <a href="/methods#regression">{text.title}</a> {sessionsText(from, to)}
      </h2>
      {regression.kind === 'unfit' ? (
        <p class="caution">
          {text.unfit}: <span lang="en">{regression.detail}</span>
        </p>
      ) : (
        <Fitted regression={regression} alpha={spec.settings.alpha} />
      )}
      {left.length > 0 && (
        <p class="soft">
          {text.left}: {left.join(', ')}
        </p>
      )}
    </section>
  )
}

type Fit = NonNullable<StudyAnswer['regression']> & { readonly kind: 'fitted' }

function Fitted({ regression, alpha }: { readonly regression: Fit; readonly alpha: number }) {
  const words = useWords('study')
  const text = words.regression
  const write = useFormat()
  const count = useCount()
  const { n, r2, clusters, coefficients } = regression
  // Where no date repeats there is nothing to gather by date.
  const isByDate = coefficients.some(({ seCluster }) => seCluster !== null)
  const chance = (p: number | null) => (
    <span class={p !== null && isSignificant(p, alpha) ? 'strong' : undefined}>{write.p(p)}</span>
  )
  return (
    <>
      <p class="soft">{text.how(count(n), isByDate ? count(clusters) : null, write.plain(r2, 3))}</p>
      <Scrolls boxed name={text.title}>
        <table class="table study-table">
          <thead>
            <tr>
              <th scope="col">{text.name}</th>
              <th scope="col">{text.change}</th>
              <th scope="col">{text.se}</th>
              <th scope="col">{words.t}</th>
              <th scope="col">{words.p}</th>
              {isByDate && (
                <>
                  <th scope="col">{text.seByDate}</th>
                  <th scope="col">{words.t}</th>
                  <th scope="col">{words.p}</th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {coefficients.map(({ name, estimate, se, t, p, seCluster, tCluster, pCluster }, i) => (
              <tr key={name}>
                <th scope="row">{i === 0 ? text.constant : name}</th>
                <td>{write.percent(estimate)}</td>
                <td>{write.spread(se)}</td>
                <td>{write.statistic(t)}</td>
                <td>{chance(p)}</td>
                {isByDate && (
                  <>
                    <td>{write.spread(seCluster)}</td>
                    <td>{write.statistic(tCluster)}</td>
                    <td>{chance(pCluster)}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </>
  )
}
