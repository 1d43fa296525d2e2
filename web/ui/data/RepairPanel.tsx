import './Findings.css'
import type { RepairView } from '../../state/data/api.ts'
import { latest } from '../../state/resource.ts'
import { useCount, useFormat, useWords } from '../page.ts'
import { Scrolls } from '../study/Scrolls.tsx'
import { Expected, Observed } from '../ticker/Evidence.tsx'
import { useData } from './useData.ts'

const fields = ['close', 'high', 'low'] as const

/** Corrections side by side with what was delivered. */
export function RepairPanel() {
  const words = useWords('data')
  const repairs = latest(useData().stored.findings.state.value)?.repairs ?? []
  return (
    <section class="panel" aria-labelledby="repairs-head">
      <h2 id="repairs-head">{words.repairs}</h2>
      <p class="soft">{repairs.length === 0 ? words.noRepairs : words.repairsHow}</p>
      <ul class="repairs">
        {repairs.map((repair) => (
          <Repair key={`${repair.ticker} ${repair.interval} ${repair.from}`} repair={repair} />
        ))}
      </ul>
    </section>
  )
}

function Repair({ repair }: { readonly repair: RepairView }) {
  const words = useWords('data')
  const write = useFormat()
  const count = useCount()
  const { decide, deciding } = useData().decisions
  const { ticker, interval, check, from, to, bars, status, finding } = repair
  const dates = from === to ? write.date(from) : `${write.date(from)} – ${write.date(to)}`
  const what = `${check} ${ticker} ${interval} ${dates}`
  const action = status === 'accepted' ? 'undo' : 'accept'
  const label = action === 'accept' ? words.acceptRepair : words.takeBack
  const factor = (value: number) => String(Number(value.toPrecision(6)))
  return (
    <li>
      <p class="finding-head">
        <span class={`severity repair-${status}`}>
          <span class="mark" aria-hidden="true" />
          {words.repairStatus[status]}
        </span>
        <strong>
          {ticker} {interval}
        </strong>{' '}
        <span>
          {dates} · {words.repairBars(count(bars))}
        </span>
      </p>
      <p>
        <code>{check}</code> {words.repairFactors(factor(repair.price_factor), factor(repair.volume_factor))}
      </p>
      <p class="soft evidence">
        {words.evidence}:{' '}
        {repair.because.length === 0 ? (
          <>
            {words.evidenceKept}
            <span lang="en">{repair.evidence}</span>
          </>
        ) : (
          repair.because.map((finding, at) => (
            <span key={finding.id}>
              {at > 0 && '; '}
              <Observed finding={finding} />, <Expected finding={finding} />
            </span>
          ))
        )}
      </p>
      <Scrolls name={what}>
        <table>
          <caption class="unseen">{what}</caption>
          <thead>
            <tr>
              <th scope="col">{words.date}</th>
              {fields.map((field) => (
                <th key={field} scope="col" colSpan={2}>
                  {words[field]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {repair.examples.map(({ date, before, after }) => (
              <tr key={date}>
                <th scope="row">{write.date(date)}</th>
                {fields.map((field) => (
                  <>
                    <td>
                      <span class="unseen">{words.before} </span>
                      <del>{write.price(before[field])}</del>
                    </td>
                    <td>
                      <span class="unseen">{words.after} </span>
                      <ins>{write.price(after[field])}</ins>
                    </td>
                  </>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
      {finding !== null && (
        <p class="decide">
          <button
            type="button"
            class="action"
            aria-disabled={deciding.value !== null}
            aria-label={`${label}: ${what}`}
            onClick={() => void decide({ finding, what, action, note: null })}
          >
            {label}
          </button>
        </p>
      )}
    </li>
  )
}
