import type { ComponentChildren } from 'preact'
import type { View } from '../core/address.ts'
import { usePage } from './page.ts'

type Props = {
  /** What of the view it changes. */
  readonly to: Partial<View>
  readonly class?: string
  readonly current?: boolean
  /** Where it opens, if not here. */
  readonly target?: '_blank'
  /** −1 inside what has one tab stop for all of it. */
  readonly tabIndex?: -1
  readonly children: ComponentChildren
}

/** A link inside the page: it changes the view in place, and opens elsewhere when the reader asks for that. */
export function Link({ to, class: name, current = false, target, tabIndex, children }: Props) {
  const { addressOf, go } = usePage()
  return (
    <a
      class={name}
      href={addressOf(to)}
      target={target}
      tabIndex={tabIndex}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        go(to)
      }}
    >
      {children}
    </a>
  )
}
