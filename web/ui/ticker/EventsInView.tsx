import { whenText } from '../../core/event/day.ts'
import { ABSENT } from '../../core/format.ts'
import { railOfEvent } from '../../core/ticker/family.ts'
import { Link } from '../Link.tsx'
import { useFormat, useWords } from '../page.ts'
import { useTicker } from './useTicker.ts'

/** Rows of the table; whoever wants more takes the CSV. */
const MOST = 300

/** The events of the bars on screen as a table, each a link to itself. */
export function EventsInView() {
  const text = useWords('figure')
  const page = useWords('page')
  const write = useFormat()
  const { listed, marks, clock } = useTicker()
  const { items } = listed.value
  const lines = marks.lines.value
  if (items.length === 0) return <p>{text.noEvents}</p>
  const left = items.length - MOST
  return (
    <section class="scrolls">
      <table class="table events">
        <caption class="unseen">{text.events(items.length)}</caption>
        <thead>
          <tr>
            <th scope="col">{text.time}</th>
            <th scope="col">{text.session}</th>
            <th scope="col">{text.family}</th>
            <th scope="col">{text.event}</th>
            <th scope="col">{page.ar}</th>
            <th scope="col">t</th>
            <th scope="col">p</th>
          </tr>
        </thead>
        <tbody>
          {items.slice(0, MOST).map((item) => {
            const { event_id, title, language, alignment } = item
            const line = lines.get(event_id)
            const measured = line?.kind === 'measured' ? line : null
            return (
              <tr key={event_id}>
                <td>{whenText(item, write, clock.zone.value)}</td>
                <td>{alignment.kind === 'aligned' ? write.date(alignment.day0) : ABSENT}</td>
                <td>{page.rails[railOfEvent(item)]}</td>
                <th scope="row" lang={language ?? undefined}>
                  <Link to={{ event: event_id }}>{title}</Link>
                </th>
                <td class="number">{write.percent(measured?.ar ?? null)}</td>
                <td class="number">{write.statistic(measured?.t ?? null)}</td>
                <td class="number">{write.p(measured?.p ?? null)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {left > 0 && <p>{text.moreRows(left)}</p>}
    </section>
  )
}
