import type { ComponentChildren } from 'preact'

/** A table that may be wider than the page: it scrolls on its own, by keyboard too. */
export function Scrolls({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section class="scrolls" tabIndex={0} aria-label={name}>
      {children}
    </section>
  )
}
