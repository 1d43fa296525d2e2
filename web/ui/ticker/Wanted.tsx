import type { ReadonlySignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { Asked } from '../../state/ticker/otherModels.ts'
import { Failed } from '../Failed.tsx'

/** A button, and in its place what it asked for. */
export function Wanted<T>({
  of: { state, ask },
  words: [button, waiting],
  children,
}: {
  readonly of: { readonly state: ReadonlySignal<Asked<T>>; readonly ask: () => Promise<void> }
  readonly words: readonly [button: string, waiting: string]
  readonly children: (value: T) => ComponentChildren
}) {
  const { value } = state
  switch (value.kind) {
    case 'idle':
      return (
        <button type="button" class="action" onClick={() => void ask()}>
          {button}
        </button>
      )
    case 'asking':
      return (
        <p class="soft" role="status">
          {waiting}
        </p>
      )
    case 'failed':
      return <Failed failure={value.failure} kept={false} retry={() => void ask()} />
    case 'ready':
      return <div role="status">{children(value.value)}</div>
  }
}
