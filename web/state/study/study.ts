import { computed } from '@preact/signals'
import type { StudyTable } from '../../../server/query/questions.ts'
import { type AnswerOf, answer, type Client, makeClient } from '../../api.ts'
import { firstForm, type StudyForm, specOf } from '../../core/study/form.ts'
import { oncePer } from '../state.ts'

/** The body is read by another thread than the one that checks requests, so the client knows nothing of it. */
const withSpec = (spec: unknown, init: RequestInit = {}) => ({
  headers: { 'Content-Type': 'application/json' },
  init: { ...init, body: JSON.stringify(spec) },
})

const askStudy = (client: Client, spec: unknown, signal: AbortSignal) =>
  answer((init) => client.studies.$post({ query: {} }, withSpec(spec, init)), signal)

/** A study as POST /api/studies answers it. */
export type StudyAnswer = AnswerOf<typeof askStudy>

/** The study that is asked for and what came of it. */
export const studyState = oncePer(({ page, view, go, resource }) => {
  const client = makeClient(page.fetch)

  /** The form of the address; the first one elsewhere. */
  const form = computed((): StudyForm => {
    const { screen } = view.value
    return screen.kind === 'study' ? screen.form : firstForm
  })

  return {
    form,
    changeForm: (change: Partial<StudyForm>): void =>
      go({ screen: { kind: 'study', form: { ...form.peek(), ...change } } }),
    study: resource(
      () => (view.value.screen.kind === 'study' ? specOf(form.value) : null),
      (spec, signal) => askStudy(client, spec, signal),
      () => true,
    ),
    /** A table of the study as the server writes it; null when it did not. */
    async table(spec: unknown, table: StudyTable): Promise<string | null> {
      const response = await client['studies.csv'].$post({ query: { table } }, withSpec(spec))
      return response.ok ? response.text() : null
    },
  }
})
