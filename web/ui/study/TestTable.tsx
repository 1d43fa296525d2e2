import './StudyTable.css'
import { isSignificant } from '../../../server/stats/significance.ts'
import { sessionsText } from '../../core/sessionText.ts'
import { sampleTests } from '../../core/study/tests.ts'
import { notesOfFindings } from '../../core/ticker/notes.ts'
import type { StudyAnswer } from '../../state/study/study.ts'
import { useFormat, useWords } from '../page.ts'
import { Signs } from '../ticker/Notes.tsx'
import { Scrolls } from './Scrolls.tsx'

/** Every test of every window: the headline and its rank check first. */
export function TestTable({ answer }: { readonly answer: StudyAnswer }) {
  const text = useWords('study')
  const write = useFormat()
  const { reasons } = useWords('page')
  const { multi } = answer
  if (multi === null) return null
  const { alpha } = answer.spec.settings
  const { windows } = multi
  const notes = notesOfFindings(answer.checks)
  const holm = answer.adjusted.windows.find(({ field }) => field === 'pKp')?.holm ?? []
  return (
    <section>
      <h2 id="tests">{text.tests}</h2>
      <p class="soft">{text.testsHelp}</p>
      <Scrolls boxed name={text.tests}>
        <table class="table study-table tests listed">
          <thead>
            <tr>
              <th scope="col">{text.test}</th>
              {windows.map(({ from, to }) => (
                <th key={`${from} ${to}`} scope="col">
                  {sessionsText(from, to)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr class="lead">
              <th scope="row">
                <a href="/methods#sample">{text.caar}</a>
              </th>
              {windows.map((column) => (
                <td key={`${column.from} ${column.to}`} data-of={sessionsText(column.from, column.to)}>
                  {write.percent(column.mean)}
                  <Signs notes={notes} />
                </td>
              ))}
            </tr>
            {sampleTests.map(({ key, statistic, figures, anchor, headline }) => (
              <tr key={key} class={headline ? 'lead' : undefined}>
                <th scope="row">
                  <a href={`/methods#${anchor}`}>{text.testNames[key] ?? key}</a>
                </th>
                {windows.map((column) => {
                  const { value, p: chance } = figures(column)
                  const reason = column.reasons[statistic] ?? column.reason
                  return (
                    <td key={`${column.from} ${column.to}`} data-of={sessionsText(column.from, column.to)}>
                      {value === null ? (
                        <span class="soft">
                          {reason === null ? '–' : (text.reasons[reason] ?? reasons[reason] ?? reason)}
                        </span>
                      ) : (
                        <>
                          {write.statistic(value)}{' '}
                          <span class={chance !== null && isSignificant(chance, alpha) ? 'strong' : 'soft'}>
                            p {write.p(chance)}
                          </span>
                        </>
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
            <tr>
              <th scope="row">
                <a href="/methods#many-tests">{text.adjusted}</a>
              </th>
              {windows.map((column, w) => (
                <td key={`${column.from} ${column.to}`} data-of={sessionsText(column.from, column.to)}>
                  p {write.p(holm[w] ?? null)}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">
                <a href="/methods#rbar">{text.correlation}</a>
              </th>
              {windows.map((column) => (
                <td key={`${column.from} ${column.to}`} data-of={sessionsText(column.from, column.to)}>
                  {write.statistic(column.rbar)}
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{text.positive}</th>
              {windows.map((column) => (
                <td key={`${column.from} ${column.to}`} data-of={sessionsText(column.from, column.to)}>
                  {column.positive} / {column.n}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </Scrolls>
    </section>
  )
}
