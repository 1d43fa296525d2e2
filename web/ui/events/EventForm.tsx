import './EventForm.css'
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { statuses } from '../../../server/market/eventStatus.ts'
import type { PlacedEvent } from '../../api.ts'
import {
  type EventForm as Form,
  type FormField,
  fieldOf,
  formFields,
  formOf,
  recordOf,
} from '../../core/events/form.ts'
import { useWords } from '../page.ts'
import { Refused } from '../Refused.tsx'
import { TypeList } from './CellEditor.tsx'
import { Meanwhile } from './Meanwhile.tsx'
import { useEvents } from './useEvents.ts'

/** Fields in which more than a line is written, and those that are not needed by most. */
const long: readonly FormField[] = ['summary', 'notes']
const rare: readonly FormField[] = ['timezone', 'relation_note', 'source_url', 'summary', 'tags', 'language', 'notes']

/**
 * An event to be written: a new one, or what is stored of one.
 *
 * @param of null: a new one
 * @param close called when it was stored, or when the reader leaves it
 */
export function EventForm({
  of,
  first,
  close,
}: {
  readonly of: PlacedEvent | null
  readonly first: Form
  readonly close: () => void
}) {
  const words = useWords('events')
  const { edits } = useEvents()
  const form = useSignal(first)
  // What is written is held against what was read, not against what has come since.
  const base = useSignal(of)
  const theirs = useSignal<Partial<Form>>({})
  const title = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    edits.refused.value = null
    title.current?.focus()
  }, [])
  const failure = edits.refused.value
  const faults =
    failure?.kind === 'refused' ? (failure.report ?? []).filter(({ severity }) => severity === 'error') : []
  const faultOf = (field: FormField) => {
    const fault = faults.find((each) => fieldOf(each.field) === field)
    return fault === undefined ? null : (words.faults[fault.code] ?? fault.message)
  }
  const stray = failure !== null && !formFields.some((field) => faultOf(field) !== null)
  const store = async () => {
    const read = base.peek()
    const name = form.peek().title.trim()
    const met =
      read === null
        ? void (await edits.add(name, [recordOf(form.peek())]))
        : await edits.rewrite(read, form.peek(), words.changed(name, null))
    if (met) {
      const stored = formOf(met.event)
      base.value = met.event
      form.value = met.form
      theirs.value = Object.fromEntries(met.conflicts.map((each) => [each, stored[each]]))
      document.getElementById(`event-${met.conflicts[0]}`)?.focus()
      return
    }
    if (edits.refused.peek() === null) close()
  }
  const field = (name: FormField) => (
    <Field key={name} name={name} form={form} theirs={theirs} fault={faultOf(name)} first={title} />
  )
  return (
    <section
      class="panel event-form"
      aria-labelledby="event-form"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <h2 id="event-form">{of === null ? words.newEvent : words.editEvent}</h2>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void store()
        }}
      >
        {formFields.filter((name) => !rare.includes(name)).map(field)}
        <details open={of !== null || rare.some((name) => faultOf(name) !== null)}>
          <summary class="opens">{words.moreFields}</summary>
          <div class="rare">{formFields.filter((name) => rare.includes(name)).map(field)}</div>
        </details>
        {stray && (
          <p class="caution" role="alert">
            {failure.kind === 'offline'
              ? words.offlineEdit
              : (words.faults[failure.code] ?? <Refused failure={failure} />)}
          </p>
        )}
        <p class="decide">
          <button type="submit" class="action primary" aria-disabled={edits.isBusy.value}>
            {words.store}
          </button>{' '}
          <button type="button" class="action" onClick={close}>
            {words.leave}
          </button>
        </p>
      </form>
      <TypeList />
    </section>
  )
}

function Field({
  name,
  form,
  theirs,
  fault,
  first,
}: {
  readonly name: FormField
  readonly form: { value: Form }
  /** What others have stored meanwhile in fields that were written. */
  readonly theirs: { value: Partial<Form> }
  readonly fault: string | null
  readonly first: { current: HTMLInputElement | null }
}) {
  const words = useWords('events')
  const hint = words.hints[name]
  const write = (text: string) => (form.value = { ...form.value, [name]: text })
  const met = theirs.value[name]
  const take = (text: string) => {
    write(text)
    const { [name]: _, ...others } = theirs.value
    theirs.value = others
  }
  const described = [
    hint === undefined ? null : `hint-${name}`,
    fault === null ? null : `fault-${name}`,
    met === undefined ? null : `meanwhile-${name}`,
  ]
    .filter((id) => id !== null)
    .join(' ')
  const common = {
    class: 'entry',
    id: `event-${name}`,
    name,
    value: form.value[name],
    'aria-invalid': fault !== null,
    'aria-describedby': described === '' ? undefined : described,
  }
  return (
    <div class={name === 'title' || long.includes(name) ? 'field wide' : 'field'}>
      <label for={`event-${name}`}>{words.fields[name]}</label>
      {name === 'status' ? (
        <select {...common} onChange={({ currentTarget }) => write(currentTarget.value)}>
          {statuses.map((status) => (
            <option key={status} value={status}>
              {words.statuses[status]}
            </option>
          ))}
        </select>
      ) : long.includes(name) ? (
        <textarea {...common} rows={3} onInput={({ currentTarget }) => write(currentTarget.value)} />
      ) : (
        <input
          {...common}
          ref={name === 'title' ? first : null}
          type={name === 'source_url' ? 'url' : 'text'}
          required={name === 'title' || name === 'time'}
          autocomplete="off"
          spellcheck={name === 'title'}
          list={name === 'type' ? 'event-types' : undefined}
          onInput={({ currentTarget }) => write(currentTarget.value)}
        />
      )}
      {hint !== undefined && <small id={`hint-${name}`}>{hint}</small>}
      {met !== undefined && (
        <small class="fault">
          <Meanwhile id={`meanwhile-${name}`} theirs={met} take={() => take(met)} /> {words.orStore}
        </small>
      )}
      {fault !== null && (
        <small class="fault" id={`fault-${name}`} role="alert">
          {fault}
        </small>
      )}
    </div>
  )
}
