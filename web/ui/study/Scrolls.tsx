import type { ComponentChildren } from 'preact'

type Props = {
  readonly name: string
  /** With a rule around it. */
  readonly boxed?: boolean
  readonly children: ComponentChildren
}

/** A table that may be wider than the page: it scrolls on its own, by keyboard too. */
export function Scrolls({ name, boxed = false, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section class={boxed ? 'scrolls boxed' : 'scrolls'} tabIndex={0} aria-label={name}>
      {children}
    </section>
  )
}
