import './StudyTable.css'
import { sessionText } from '../../core/sessionText.ts'
import type { StudyAnswer } from '../../state/study/study.ts'
import { useFormat, useWords } from '../page.ts'
import { Scrolls } from './Scrolls.tsx'

/** The path of the average and its sessions as numbers, folded away. */
export function CaarTable({ answer }: { readonly answer: StudyAnswer }) {
  const text = useWords('study')
  const write = useFormat()
  const { caar, multi } = answer
  if (caar.length === 0) return null
  return (
    <details>
      <summary class="opens">{text.plotTable}</summary>
      <Scrolls boxed name={text.plotTable}>
        <table class="table study-table">
          <thead>
            <tr>
              <th scope="col">{text.session}</th>
              <th scope="col">{text.count}</th>
              {multi !== null && <th scope="col">AAR</th>}
              <th scope="col">{text.caar}</th>
              <th scope="col">{text.interval}</th>
            </tr>
          </thead>
          <tbody>
            {caar.map((point, i) => (
              <tr key={point.rel}>
                <th scope="row">{sessionText(point.rel)}</th>
                <td>{point.n}</td>
                {multi !== null && <td>{write.percent(multi.days[i]?.mean ?? null)}</td>}
                <td>{write.percent(point.caar)}</td>
                <td class="soft">
                  {write.bound(point.ciLow)} … {write.bound(point.ciHigh)}
                  {'\u00a0'}%
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </details>
  )
}
