import { computed } from '@preact/signals'
import type { Settings } from '../../../server/stats/settings.ts'
import type { SingleEvent, StudyFindings } from '../../../server/study/study.ts'
import { answer } from '../../api.ts'
import { firstForm, type StudyForm, specOf } from '../../core/study/form.ts'
import { resource } from '../resource.ts'
import { go, view } from '../view.ts'

/** A study as POST /api/studies answers it. */
export type StudyAnswer = StudyFindings & {
  readonly format: string
  readonly version: string
  readonly spec: { readonly settings: Settings; readonly benchmark: string | null } & Readonly<Record<string, unknown>>
  readonly single: readonly SingleEvent[]
}

/** The form of the address; the first one elsewhere. */
export const form = computed((): StudyForm => {
  const { screen } = view.value
  return screen.kind === 'study' ? screen.form : firstForm
})

export const changeForm = (change: Partial<StudyForm>): void =>
  go({ screen: { kind: 'study', form: { ...form.peek(), ...change } } })

const post = (path: string, spec: unknown, init: RequestInit = {}): Promise<Response> =>
  fetch(path, {
    ...init,
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(spec),
  })

export const study = resource(
  () => (view.value.screen.kind === 'study' ? specOf(form.value) : null),
  (spec, signal) => answer<StudyAnswer>((init) => post('/api/studies', spec, init), signal),
  () => true,
)

/** Hands a file to the reader: a table of the study as the server writes it, or text that is here already. */
export async function saveTable(spec: unknown, table: string): Promise<void> {
  const response = await post(`/api/studies.csv?table=${table}`, spec)
  if (response.ok) saveText(await response.text(), `study-${table}.csv`, 'text/csv')
}

export function saveText(text: string, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
