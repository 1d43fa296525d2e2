import type { PlacedEvent } from '../../../server/events/placedEvent.ts'
import { type Change, tickersList, tickersText, timeChange } from './change.ts'
import type { Column } from './grid.ts'

/** Fields of the form of an event, in their order; `time` is when the market could first know. */
export const formFields = [
  'title',
  'time',
  'timezone',
  'tickers',
  'relation_note',
  'type',
  'status',
  'source_name',
  'source_url',
  'summary',
  'tags',
  'language',
  'notes',
] as const
export type FormField = (typeof formFields)[number]
export type EventForm = Readonly<Record<FormField, string>>

/** Columns whose cells are written in place, each with the field of the form that it is. */
export const fieldOfColumn = {
  time: 'time',
  title: 'title',
  tickers: 'tickers',
  type: 'type',
  status: 'status',
  source: 'source_name',
} as const satisfies Partial<Record<Column, FormField>>
export type Editable = keyof typeof fieldOfColumn

export const isEditable = (column: Column): column is Editable => column in fieldOfColumn

export const emptyForm: EventForm = {
  title: '',
  time: '',
  timezone: '',
  tickers: '',
  relation_note: '',
  type: '',
  status: 'confirmed',
  source_name: '',
  source_url: '',
  summary: '',
  tags: '',
  language: '',
  notes: '',
}

export const formOf = (event: PlacedEvent): EventForm => ({
  title: event.title,
  time: event.public_at ?? event.occurred_at ?? '',
  timezone: event.timezone ?? '',
  tickers: tickersText(event.tickers),
  relation_note: event.relation_note ?? '',
  type: event.type,
  status: event.status,
  source_name: event.source_name ?? '',
  source_url: event.source_url ?? '',
  summary: event.summary ?? '',
  tags: event.tags.join(', '),
  language: event.language ?? '',
  notes: event.notes ?? '',
})

const fieldText = (form: EventForm, field: FormField): string => {
  const text = form[field].trim()
  if (field === 'tickers') return tickersList(text)
  if (field === 'tags')
    return text
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '')
      .join('|')
  return text
}

/** A new event as a record of the format; a person says when it was. */
export function recordOf(form: EventForm): Change {
  const given = formFields
    .filter((field) => field !== 'time' && fieldText(form, field) !== '')
    .map((field) => [field, fieldText(form, field)])
  return { ...Object.fromEntries(given), public_at: form.time.trim(), time_source: 'user' }
}

/** What of a stored event a form changes; null: nothing. An emptied field is cleared. */
export function rewriteOf(event: PlacedEvent, form: EventForm): Change | null {
  const before = formOf(event)
  const changed = formFields.filter((field) => fieldText(form, field) !== fieldText(before, field))
  if (changed.length === 0) return null
  const isMoved = changed.includes('time') || changed.includes('timezone')
  const fields = changed.filter((field) => field !== 'time').map((field) => [field, fieldText(form, field)])
  return { ...(isMoved ? timeChange(event, form.time.trim()) : {}), ...Object.fromEntries(fields) }
}

/** What somebody has written over an event that another has changed since it was read. */
export interface Merged {
  /** What was written, and of the rest what is stored now. */
  readonly form: EventForm
  /** Fields that both have changed, and not to the same: a person must choose. */
  readonly conflicts: readonly FormField[]
}

/** Joins what a person wrote with what is stored by now. @param base what the person read */
export function merged(base: EventForm, now: EventForm, mine: EventForm): Merged {
  const differ = (a: EventForm, b: EventForm, field: FormField) => fieldText(a, field) !== fieldText(b, field)
  const own = formFields.filter((field) => differ(mine, base, field))
  return {
    form: { ...now, ...Object.fromEntries(own.map((field) => [field, mine[field]])) },
    conflicts: own.filter((field) => differ(now, base, field) && differ(now, mine, field)),
  }
}

/** The field of the form that a fault of a record is about; null: none of them. */
export function fieldOf(fault: string | null): FormField | null {
  if (fault === 'public_at' || fault === 'occurred_at' || fault === 'precision') return 'time'
  return formFields.find((field) => field === fault) ?? null
}
