import './StudyTable.css'
import type { StudyAnswer } from '../../state/study/study.ts'
import { useFormat, useWords } from '../page.ts'
import { Scrolls } from './Scrolls.tsx'

/** Events that could not be measured, each with why. */
export function Excluded({ answer: { excluded } }: { readonly answer: StudyAnswer }) {
  const text = useWords('study')
  const { reasons } = useWords('page')
  const write = useFormat()
  if (excluded.length === 0) return <p class="soft">{text.noneExcluded}</p>
  return (
    <section>
      <h2 id="excluded">
        <a href="/methods#reasons">{text.excluded(excluded.length)}</a>
      </h2>
      <Scrolls boxed name={text.excluded(excluded.length)}>
        <table class="table study-table">
          <thead>
            <tr>
              <th scope="col">{text.day0}</th>
              <th scope="col">{text.event}</th>
              <th scope="col">{text.reason}</th>
            </tr>
          </thead>
          <tbody>
            {excluded.map(({ id, ticker, day0, reason, detail }) => (
              <tr key={`${id} ${ticker}`}>
                <td class="number">{day0 === null ? '–' : write.date(day0)}</td>
                <th scope="row">
                  <b>{ticker}</b> {id}
                </th>
                <td>
                  {reasons[reason] ?? reason} <small class="soft">{detail}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </section>
  )
}
