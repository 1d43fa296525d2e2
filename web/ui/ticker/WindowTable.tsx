import './WindowTable.css'
import { isSignificant } from '../../../server/stats/significance.ts'
import type { Measured } from '../../api.ts'
import { sessionsText } from '../../core/sessionText.ts'
import type { Note } from '../../core/ticker/notes.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { Signs, Unavailable } from './Notes.tsx'
import { useTicker } from './useTicker.ts'

/**
 * The checks that hold the last session of a window back: without its price the sum ends a session early. A held session
 * inside is spanned by the return after it.
 */
function heldAtEnd({ days }: Measured, to: number): readonly string[] | null {
  const held = days.find(({ rel }) => rel === to)?.heldBy ?? []
  return held.length === 0 ? null : held
}

/** Cumulative abnormal returns by window, each with what tells it from chance. */
export function WindowTable({ impact, notes }: { readonly impact: Measured; readonly notes: readonly Note[] }) {
  const text = useWords('page')
  const write = useFormat()
  const { view, market } = usePage()
  const { changeWindow } = useTicker().selection
  const [from, to] = view.value.window
  const level = market.level.value
  const { event: overlapping } = impact.overlap_counts
  return (
    <>
      <table class="table windows">
        <thead>
          <tr>
            <th scope="col" title={text.windowHelp}>
              {text.window}
            </th>
            <th scope="col">
              <a href="/methods#car-exact">{text.car}</a>
            </th>
            <th scope="col">
              <a href="/methods#ci">{text.interval95(Math.round((1 - level) * 100))}</a>
            </th>
            <th scope="col">t</th>
            <th scope="col">p</th>
          </tr>
        </thead>
        <tbody>
          {impact.windows.map((window) => (
            <tr
              key={`${window.from} ${window.to}`}
              class={window.from === from && window.to === to ? 'asked' : undefined}
            >
              <th scope="row" class="number">
                {sessionsText(window.from, window.to)}
              </th>
              {heldAtEnd(impact, window.to) !== null ? (
                <td colSpan={4}>
                  <Unavailable checks={heldAtEnd(impact, window.to) ?? []} />
                </td>
              ) : window.car === null ? (
                <td colSpan={4} class="soft">
                  {window.reason === null ? text.notComputable : (text.reasons[window.reason] ?? text.notComputable)}
                </td>
              ) : (
                <>
                  <td class={`number${isSignificant(window.pExact ?? 1, level) ? ' strong' : ''}`}>
                    {write.percent(window.car)}
                    <Signs notes={notes} />
                  </td>
                  <td class="number soft">
                    {write.bound(window.ciLow)} … {write.bound(window.ciHigh)}
                  </td>
                  <td class="number">{write.statistic(window.tExact)}</td>
                  <td class="number">
                    {write.p(window.pExact)}
                    <Signs notes={notes} />
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <div class="steps">
        <span class="soft number">
          {text.window} {sessionsText(from, to)}
        </span>
        <button
          type="button"
          class="action"
          aria-label={text.narrower}
          title={`${text.narrower} (W)`}
          onClick={() => changeWindow(-1)}
        >
          −
        </button>
        <button
          type="button"
          class="action"
          aria-label={text.widen}
          title={`${text.widen} (w)`}
          onClick={() => changeWindow(1)}
        >
          +
        </button>
      </div>
      {overlapping > 0 && <p class="soft">{text.overlaps(overlapping)}</p>}
    </>
  )
}
