import './Findings.css'
import { useSignal } from '@preact/signals'
import type { FindingView, RepairView } from '../../state/data/api.ts'
import { useFormat, useWords } from '../page.ts'
import { Expected, Observed } from '../ticker/Evidence.tsx'
import { useChecks } from '../ticker/useChecks.ts'
import { FindingBars } from './FindingBars.tsx'
import { useData } from './useData.ts'

/** One finding: what, where, the evidence, and the decision about it. */
export function FindingItem({
  finding,
  repair,
  onDecide,
}: {
  readonly finding: FindingView
  /** The correction that accepting puts into use; null: there is none. */
  readonly repair: RepairView | null
  /** Told before the decision takes the finding off this list. */
  readonly onDecide: () => void
}) {
  const words = useWords('data')
  const write = useFormat()
  const { saysOf } = useChecks()
  const { decisions, moments } = useData()
  const { decide, deciding } = decisions
  const note = useSignal('')
  const { id, check, severity, ticker, interval, from, to, status } = finding
  const start = finding.evidence?.values.start
  const where = [ticker, interval].filter(Boolean).join(' ')
  const dates =
    from === null ? '' : from === to || to === null ? write.date(from) : `${write.date(from)} – ${write.date(to)}`
  const what = `${check} ${where} ${dates}`
  const accept = repair === null ? words.accept : words.acceptRepair
  const act = (action: 'accept' | 'undo') => {
    onDecide()
    void decide({ finding: id, what, action, note: note.value.trim() === '' ? null : note.value.trim() })
  }
  return (
    <li>
      <p class="finding-head">
        <span class={`severity ${severity}`} title={words.severityHelp[severity]}>
          <span class="mark" aria-hidden="true" />
          {words.severity[severity]}
        </span>
        <strong>{where}</strong> <span>{dates}</span>
      </p>
      <p>
        <code>{check}</code> {saysOf(check)}
      </p>
      <p class="soft evidence">
        {words.observed} <Observed finding={finding} />; {words.expected} <Expected finding={finding} /> ·{' '}
        {words.foundAt(moments.recent(finding.found_at))}
        {finding.note !== null && ` · ${words.note}: ${finding.note}`}
      </p>
      {ticker !== null && interval !== null && from !== null && (
        <FindingBars
          ticker={ticker}
          interval={interval}
          from={from}
          to={to ?? from}
          moment={typeof start === 'string' ? start : null}
          repair={repair}
          name={what}
        />
      )}
      {status === 'open' && severity !== 'info' && (
        <p class="decide scripted">
          <input
            class="entry"
            type="text"
            maxLength={500}
            aria-label={`${words.note}: ${what}`}
            placeholder={words.notePrompt}
            value={note.value}
            onInput={({ currentTarget }) => (note.value = currentTarget.value)}
          />
          <button
            type="button"
            class="action"
            aria-disabled={deciding.value !== null}
            aria-label={`${accept}: ${what}`}
            onClick={() => act('accept')}
          >
            {accept}
          </button>
        </p>
      )}
      {status === 'accepted' && (
        <p class="decide scripted">
          <button
            type="button"
            class="action"
            aria-disabled={deciding.value !== null}
            aria-label={`${words.takeBack}: ${what}`}
            onClick={() => act('undo')}
          >
            {words.takeBack}
          </button>
        </p>
      )}
    </li>
  )
}
