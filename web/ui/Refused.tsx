import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { type Failure, refusalIn } from '../refusal.ts'
import { usePage } from './page.ts'

/** Why the server did not answer: its own English words, after a sentence of the language on screen where that is another. */
export function Refused({ failure }: { readonly failure: Failure & { readonly kind: 'refused' } }) {
  const { load, words } = usePage()
  const own = useSignal('')
  useEffect(() => {
    void load('over').then(() => {
      own.value = words('over').refusals[failure.code] ?? ''
    })
  }, [])
  const said = refusalIn(failure, words('page'))
  // The faults of a spec stand in a table below, each with its line and field.
  const isTold = failure.code === 'bad_spec' && own.value !== '' && (failure.report ?? []).length > 0
  return said === failure.detail ? (
    <>
      {own} {!isTold && <span lang="en">{said}</span>}
    </>
  ) : (
    said
  )
}
