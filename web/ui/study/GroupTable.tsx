import './StudyTable.css'
import { sessionsText } from '../../core/sessionText.ts'
import { headlineOf } from '../../state/study/finding.ts'
import type { StudyAnswer } from '../../state/study/study.ts'
import { useFormat, useWords } from '../page.ts'
import { Scrolls } from './Scrolls.tsx'

/** The headline window inside every group. */
export function GroupTable({ answer }: { readonly answer: StudyAnswer }) {
  const text = useWords('study')
  const write = useFormat()
  const names: Readonly<Record<string, string>> = { ...useWords('page').rails, several: text.mixedGroup }
  const headline = headlineOf(answer)
  if (answer.groups.length === 0 || headline === null) return null
  return (
    <section>
      <h2 id="groups">
        <a href="/methods#groups">{text.groupsTitle}</a> {sessionsText(headline.from, headline.to)}
      </h2>
      <Scrolls boxed name={text.groupsTitle}>
        <table class="table study-table listed">
          <thead>
            <tr>
              <th scope="col">{text.groupName}</th>
              <th scope="col">{text.count}</th>
              <th scope="col">{text.caar}</th>
              <th scope="col">{text.t}</th>
              <th scope="col">{text.p}</th>
            </tr>
          </thead>
          <tbody>
            {answer.groups.map((tested) => {
              const column =
                tested.kind === 'tested'
                  ? tested.multi.windows.find(({ from, to }) => from === headline.from && to === headline.to)
                  : undefined
              return (
                <tr key={tested.group}>
                  <th scope="row">{names[tested.group] ?? tested.group}</th>
                  <td data-of={text.count}>{tested.kind === 'tested' ? (column?.n ?? tested.multi.N) : tested.N}</td>
                  {column === undefined ? (
                    <td colSpan={3} class="soft">
                      {text.reasons.tooFewEvents}
                    </td>
                  ) : (
                    <>
                      <td data-of={text.caar}>{write.percent(column.mean)}</td>
                      <td data-of={text.t}>{write.statistic(column.tKp)}</td>
                      <td data-of={text.p}>{write.p(column.pKp)}</td>
                    </>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scrolls>
    </section>
  )
}
