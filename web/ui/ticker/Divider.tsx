import './Divider.css'
import type { Signal } from '@preact/signals'

/** Pixels or percent that an arrow key moves it. */
const STEP = 4

type Props = {
  readonly name: string
  readonly orientation: 'horizontal' | 'vertical'
  readonly value: Signal<number>
  readonly least: number
  readonly most: number
  /** What the pointer means by being somewhere, in the unit of the value. */
  readonly at: (event: PointerEvent) => number
  /** Does the value grow to the right or downwards? */
  readonly grows: 1 | -1
}

/** A line between two parts of the screen that sets their sizes. */
export function Divider({ name, orientation, value, least, most, at, grows }: Props) {
  const set = (next: number) => (value.value = Math.round(Math.min(most, Math.max(least, next))))
  const keys = orientation === 'horizontal' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight']
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule of text cannot be moved, this one is
    <div
      class="divider"
      role="separator"
      tabIndex={0}
      aria-orientation={orientation}
      aria-label={name}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={value.value}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) set(at(event))
      }}
      onKeyDown={(event) => {
        const way = keys.indexOf(event.key) * 2 - 1
        if (way < -1) return
        event.preventDefault()
        event.stopPropagation()
        set(value.value + way * grows * STEP)
      }}
    />
  )
}
