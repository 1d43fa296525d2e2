import { computed, signal } from '@preact/signals'
import type { StudyTable } from '../../../server/query/questions.ts'
import type { StudyProgress } from '../../../server/study/progress.ts'
import { makeClient, sent } from '../../api.ts'
import { askedBy, firstForm, parseForm, type StudyForm, specOf } from '../../core/study/form.ts'
import { firstLook, parseLook, type StudyLook } from '../../core/study/look.ts'
import { Refusal } from '../../refusal.ts'
import { oncePer } from '../state.ts'
import { askStudy, withSpec } from './ask.ts'

export type { StudyAnswer } from './ask.ts'

/** Code of a study that its reader gave up. */
export const STOPPED = 'given_up'

/** A spec that was brought as a file; its text is sent as it is, so that faults are told by its own lines. */
export type SpecFile = { readonly name: string; readonly text: string }

/** The study that is asked for and what came of it. */
export const studyState = oncePer(({ page, view, go, resource }) => {
  const client = makeClient(page.fetch)
  /** The spec that is studied in place of the form; the number tells one file from the next. */
  const file = signal<(SpecFile & { readonly number: number }) | null>(null)

  const asked = computed(() => (view.value.screen.kind === 'study' ? view.value.screen.asked : ''))
  /** The form of the address; the first one elsewhere. */
  const form = computed((): StudyForm => (view.value.screen.kind === 'study' ? parseForm(asked.value) : firstForm))
  const look = computed((): StudyLook => (view.value.screen.kind === 'study' ? parseLook(asked.value) : firstLook))
  const question = () =>
    file.value === null ? { spec: JSON.stringify(specOf(form.value)) } : { file: file.value.number }
  const progress = signal<StudyProgress | null>(null)
  let asking = new AbortController()
  async function ask(left: AbortSignal) {
    const own = new AbortController()
    asking = own
    progress.value = null
    try {
      return await askStudy(client, specAsked(), AbortSignal.any([left, own.signal]), (told) => {
        if (asking === own) progress.value = told
      })
    } catch (error) {
      if (!own.signal.aborted) throw error
      throw new Refusal({ kind: 'refused', status: 408, code: STOPPED, detail: '', id: '' })
    } finally {
      if (asking === own) progress.value = null
    }
  }
  const specAsked = () => file.peek()?.text ?? JSON.stringify(specOf(form.peek()))

  return {
    form,
    look,
    file,
    /** Studies what the form says: a file that was studied in its place is left. */
    changeForm(change: Partial<StudyForm>): void {
      file.value = null
      go({ screen: { kind: 'study', asked: askedBy({ ...form.peek(), ...change }, look.peek()) } })
    },
    /** Nothing is computed anew by looking at it otherwise. */
    changeLook: (change: Partial<StudyLook>): void =>
      go({ screen: { kind: 'study', asked: askedBy(form.peek(), { ...look.peek(), ...change }) } }, 'replace'),
    study: resource(
      () => (view.value.screen.kind === 'study' ? question() : null),
      (_, signal) => ask(signal),
      () => true,
    ),
    /** How far the study is that is asked for; null while nothing is known of it. */
    progress,
    /** Gives the study up that is asked for; asking again begins anew. */
    stop: (): void => asking.abort(),
    /** Studies a file in place of the form; null: the form again. */
    load(next: SpecFile | null): void {
      file.value = next === null ? null : { ...next, number: (file.peek()?.number ?? 0) + 1 }
    },
    /** The drawing at an address of figures, of the file that is studied. @throws Refusal when it did not come */
    figure: async (address: string): Promise<Blob> => {
      const { headers, init } = withSpec(specAsked())
      return (await sent(() => page.fetch(address, { ...init, method: 'POST', headers }))).blob()
    },
    /** A table of the study as the server writes it. @throws Refusal when it did not come */
    table: async (spec: unknown, table: StudyTable): Promise<Blob> => {
      const asked = withSpec(JSON.stringify(spec))
      return (
        await sent((init) =>
          client['studies.csv'].$post({ query: { table } }, { ...asked, init: { ...asked.init, ...init } }),
        )
      ).blob()
    },
  }
})
