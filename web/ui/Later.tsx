import { useSignal } from '@preact/signals'
import type { ComponentChild } from 'preact'
import { useEffect } from 'preact/hooks'
import { bring, broughtOf, type Loader } from './brought.ts'
import { Failed } from './Failed.tsx'
import { usePage } from './page.ts'

/** A part of the page whose code and words are under way. */
export function Later({ loader, waiting }: { readonly loader: Loader; readonly waiting: ComponentChild }) {
  const state = usePage()
  const loaded = useSignal(broughtOf(loader) ?? null)
  const isMissing = useSignal(false)
  useEffect(() => {
    if (loaded.peek() === null)
      bring(loader, state).then(
        (part) => {
          loaded.value = part
        },
        () => {
          isMissing.value = true
        },
      )
  }, [loader])
  // Code that once did not come is not asked for again by every browser: the page itself is, where its server answers.
  const again = () =>
    void state.page
      .fetch('/api/health')
      .then(() => location.reload())
      .catch(() => {})
  if (isMissing.value) return <Failed failure={{ kind: 'offline' }} kept={false} retry={again} />
  if (loaded.value === null) return <>{waiting}</>
  const { Part } = loaded.value
  return <Part />
}
