import { useSignal } from '@preact/signals'
import { dataWords } from '../../i18n/dataText.ts'
import { format } from '../../i18n/format.ts'
import type { FindingView } from '../../state/dataAsk.ts'
import { decide, deciding } from '../../state/dataDecide.ts'
import { recent } from './moment.ts'

/** One finding: what, where, the evidence, and the decision about it. */
export function FindingItem({
  finding,
  correctable,
}: {
  readonly finding: FindingView
  /** Is there a correction that accepting puts into use? */
  readonly correctable: boolean
}) {
  const words = dataWords.value
  const write = format.value
  const note = useSignal('')
  const { id, check, severity, ticker, interval, from, to, observed, expected, status } = finding
  const where = [ticker, interval].filter(Boolean).join(' ')
  const dates =
    from === null ? '' : from === to || to === null ? write.date(from) : `${write.date(from)} – ${write.date(to)}`
  const what = `${check} ${where} ${dates}`
  const act = (action: 'accept' | 'undo') =>
    void decide({ finding: id, what, action, note: note.value.trim() === '' ? null : note.value.trim() })
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
        <code>{check}</code> {words.checks[check]}
      </p>
      <p class="soft evidence">
        {words.observed} {observed}
        {expected !== null && `; ${words.expected} ${expected}`} · {words.foundAt(recent(finding.found_at))}
        {finding.note !== null && ` · ${words.note}: ${finding.note}`}
      </p>
      {status === 'open' && severity !== 'info' && (
        <p class="decide">
          <input
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
            disabled={deciding.value !== null}
            aria-label={`${correctable ? words.acceptRepair : words.accept}: ${what}`}
            onClick={() => act('accept')}
          >
            {correctable ? words.acceptRepair : words.accept}
          </button>
        </p>
      )}
      {status === 'accepted' && (
        <p class="decide">
          <button
            type="button"
            class="action"
            disabled={deciding.value !== null}
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
