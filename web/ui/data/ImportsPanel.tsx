import './ImportsPanel.css'
import { useSignal } from '@preact/signals'
import { editOf } from '../../core/data/edits.ts'
import type { ImportLine } from '../../state/data/api.ts'
import { latest } from '../../state/resource.ts'
import { Failed } from '../Failed.tsx'
import { useCount, useWords } from '../page.ts'
import { useData } from './useData.ts'

const SHOWN = 5

/** What was imported or edited, newest first, and the way back from each. */
export function ImportsPanel() {
  const words = useWords('data')
  const text = words.imports
  const page = useWords('page')
  const count = useCount()
  const { list, refused, told } = useData().imports
  const all = useSignal(false)
  const state = list.state.value
  const known = latest(state)?.imports ?? null
  const listed = all.value ? known : known?.slice(0, SHOWN)
  return (
    <section class="panel imports" aria-labelledby="imports-head">
      <h2 id="imports-head">{text.title}</h2>
      <p class="soft">{text.how}</p>
      {state.kind === 'failed' && <Failed failure={state.failure} kept={known !== null} retry={list.retry} />}
      {refused.value !== null && <Failed failure={refused.value} kept retry={() => (refused.value = null)} />}
      {told.value !== null && <p>{told.value}</p>}
      {known === null ? (
        state.kind === 'loading' && <p class="soft">{page.loading}</p>
      ) : known.length === 0 ? (
        <p class="soft">{text.none}</p>
      ) : (
        <ul>
          {listed?.map((one) => (
            <Line key={one.id} one={one} />
          ))}
        </ul>
      )}
      {known !== null && !all.value && known.length > SHOWN && (
        <button type="button" class="action" onClick={() => (all.value = true)}>
          {words.more(count(known.length - SHOWN))}
        </button>
      )}
    </section>
  )
}

function Line({ one }: { readonly one: ImportLine }) {
  const words = useWords('data')
  const text = words.imports
  const count = useCount()
  const { imports, moments } = useData()
  const { id, kind, started_at, outcome, result } = one
  const edit = editOf(one.name)
  const name =
    edit === null
      ? one.name
      : `${text.edits[edit.verb]} ${edit.events === null ? edit.what : text.events(count(edit.events))}`
  const run = String(id)
  const isUndone = outcome === 'undone'
  return (
    <li class={isUndone ? 'undone' : undefined}>
      <span class="run-id">{id}</span>
      <span class="what">
        {result !== null && 'by' in result
          ? text.undid(String(result.run), name)
          : text.of(name, edit !== null || kind === null ? null : (text.kinds[kind] ?? kind))}
        <small class="soft">
          {' '}
          {[
            ...(edit === null && result !== null && 'new' in result
              ? [words.rows(count(result.new), count(result.changed))]
              : []),
            moments.recent(started_at),
            ...(isUndone ? [text.undone] : []),
          ].join(' · ')}
        </small>
      </span>
      {!isUndone && (
        <button
          type="button"
          class="action scripted"
          aria-label={text.undo(run, name)}
          aria-disabled={imports.busy.value !== null}
          onClick={() => void imports.takeBack(id)}
        >
          {words.undo}
        </button>
      )}
    </li>
  )
}
