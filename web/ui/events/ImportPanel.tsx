import './ImportPanel.css'
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Fault } from '../../refusal.ts'
import { Failed } from '../Failed.tsx'
import { useCount, useWords } from '../page.ts'
import { Scrolls } from '../study/Scrolls.tsx'
import { useEvents } from './useEvents.ts'

/** Tickers of a file that are named. */
const NAMED = 8

const namesOf = (tickers: readonly string[]): string =>
  `${tickers.slice(0, NAMED).join(', ')}${tickers.length > NAMED ? ' …' : ''}`

/** Lines of a report that are shown. */
const SHOWN = 500

/** What a file would do, line by line; it is stored only when the reader says so. */
export function ImportPanel() {
  const words = useWords('events')
  const page = useWords('page')
  const count = useCount()
  const { importing } = useEvents()
  const { looked, look, leave, store, isStoring } = importing
  const head = useRef<HTMLHeadingElement>(null)
  const now = looked.value
  useLayoutEffect(() => head.current?.focus(), [now?.file, now?.told])
  if (now === null) return null
  const { told, failure, file, skip, ticker, leftOut: others } = now
  const report = told?.report ?? (failure?.kind === 'refused' ? (failure.report ?? []) : [])
  const leftOut = told?.report_left_out ?? (failure?.kind === 'refused' ? failure.leftOut : undefined)
  const errors = report.filter(({ severity }) => severity === 'error').length + (leftOut?.errors ?? 0)
  const more = Math.max(0, report.length - SHOWN) + (leftOut?.errors ?? 0) + (leftOut?.warnings ?? 0)
  return (
    <section class="panel import" aria-labelledby="import-head" aria-busy={told === null && failure === null}>
      <h2 id="import-head" ref={head} tabIndex={-1}>
        {words.importOf(file.name)}
      </h2>
      {others.length > 0 && <p class="caution">{words.oneAtATime(file.name, others.join(', '))}</p>}
      {failure !== null && (
        <Failed failure={failure} kept={false} retry={() => void look(file, { skip, ticker, leftOut: others })} />
      )}
      {told === null ? (
        failure === null && <p class="soft">{page.loading}</p>
      ) : (
        <>
          <p class={told.accepted ? undefined : 'caution'}>
            {told.accepted
              ? words.wouldStore({
                  fresh: count(told.counts.new),
                  changed: count(told.counts.changed),
                  unchanged: count(told.counts.unchanged),
                  rejected: count(told.counts.rejected),
                })
              : words.wouldRefuse(count(errors))}{' '}
            {told.reader !== null && <span class="soft">{words.readAs(told.reader)}</span>}
          </p>
          {told.kind !== null && <p>{words.holds(words.kinds[told.kind], namesOf(told.tickers))}</p>}
          <p class="soft">{words.nothingYet}</p>
          {(told.kind === 'prices' ||
            told.kind === 'intraday' ||
            told.kind === 'actions' ||
            now.ticker !== null ||
            report.some(({ code }) => code === 'W_NO_TICKER')) && <Whose />}
        </>
      )}
      {report.length > 0 && <Report report={report} />}
      {more > 0 && <p class="soft">{words.andMore(count(more))}</p>}
      <p class="decide">
        {told?.accepted === true && (
          <button type="button" class="action primary" aria-disabled={isStoring.value} onClick={() => void store()}>
            {words.storeFile}
          </button>
        )}{' '}
        {(skip || told?.skippable === true) && (
          <button
            type="button"
            class="action"
            aria-pressed={skip}
            onClick={() => void look(file, { skip: !skip, ticker, leftOut: others })}
          >
            {words.skipWrong}
          </button>
        )}{' '}
        <button type="button" class="action" onClick={leave}>
          {words.leave}
        </button>
      </p>
    </section>
  )
}

/** Whose prices or events a file holds, for one that does not say so itself. */
function Whose() {
  const words = useWords('events')
  const { importing } = useEvents()
  const now = importing.looked.value
  const typed = useSignal(now?.ticker ?? '')
  if (now === null) return null
  return (
    <form
      class="whose"
      onSubmit={(event) => {
        event.preventDefault()
        void importing.look(now.file, { ...now, ticker: typed.peek().trim().toUpperCase() || null })
      }}
    >
      <label class="field">
        <span>{words.whose}</span>
        <input
          class="entry"
          name="whose"
          autocomplete="off"
          spellcheck={false}
          placeholder={words.whoseHint}
          value={typed.value}
          onInput={({ currentTarget }) => (typed.value = currentTarget.value)}
        />
      </label>
      <button type="submit" class="action">
        {words.lookAgain}
      </button>
    </form>
  )
}

function Report({ report }: { readonly report: readonly Fault[] }) {
  const words = useWords('events')
  return (
    <Scrolls boxed name={words.report}>
      <table class="table listed report">
        <thead>
          <tr>
            <th scope="col">{words.line}</th>
            <th scope="col">{words.severity}</th>
            <th scope="col">{words.field}</th>
            <th scope="col">{words.message}</th>
            <th scope="col">{words.value}</th>
          </tr>
        </thead>
        <tbody>
          {report.slice(0, SHOWN).map(({ line, severity, code, field, message, value }, at) => (
            <tr key={at}>
              <td data-of={words.line}>{line ?? '–'}</td>
              <td data-of={words.severity}>
                <span class={`severity ${severity === 'error' ? 'error' : 'warn'}`}>
                  <i class="mark" aria-hidden="true" />
                  {words.severities[severity]}
                </span>
              </td>
              <td data-of={words.field}>{field ?? '–'}</td>
              <td class="whole">
                {words.faults[code] ?? <span lang="en">{message}</span>} <code>{code}</code>
              </td>
              <td class="whole" data-of={words.value}>
                {value === null ? '–' : <code>{value}</code>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  )
}
