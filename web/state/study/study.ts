import { computed } from '@preact/signals'
import type { StudyTable } from '../../../server/study/tables.ts'
import { answer, client } from '../../api.ts'
import { firstForm, type StudyForm, specOf } from '../../core/study/form.ts'
import { resource } from '../resource.ts'
import { go, view } from '../view.ts'

/** A study as POST /api/studies answers it. */
export type StudyAnswer = Awaited<ReturnType<typeof askStudy>>

/** The form of the address; the first one elsewhere. */
export const form = computed((): StudyForm => {
  const { screen } = view.value
  return screen.kind === 'study' ? screen.form : firstForm
})

export const changeForm = (change: Partial<StudyForm>): void =>
  go({ screen: { kind: 'study', form: { ...form.peek(), ...change } } })

/** The body is read by another thread than the one that checks requests, so the client knows nothing of it. */
const withSpec = (spec: unknown, init: RequestInit = {}) => ({
  headers: { 'Content-Type': 'application/json' },
  init: { ...init, body: JSON.stringify(spec) },
})

const askStudy = (spec: unknown, signal: AbortSignal) =>
  answer((init) => client.studies.$post({ query: {} }, withSpec(spec, init)), signal)

export const study = resource(
  () => (view.value.screen.kind === 'study' ? specOf(form.value) : null),
  askStudy,
  () => true,
)

/** Hands a file to the reader: a table of the study as the server writes it, or text that is here already. */
export async function saveTable(spec: unknown, table: StudyTable): Promise<void> {
  const response = await client['studies.csv'].$post({ query: { table } }, withSpec(spec))
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
