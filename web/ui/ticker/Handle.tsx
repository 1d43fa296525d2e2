import { useSignalEffect } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { indexAt, pixelOf } from '../../core/ticker/layout.ts'
import { useTicker } from './useTicker.ts'

type Props = {
  readonly name: string
  /** To which side of its line it lies, so that two at one line can both be taken. */
  readonly side: 'left' | 'right'
  readonly kind: 'window' | 'estimation' | 'ruler'
  /** Where its line stands on the axis, and the pixel at which it hangs, or stands, or of its middle. */
  readonly at: number
  readonly top: number
  readonly value: number
  readonly least: number
  readonly most: number
  /** What is read of the value. */
  readonly text: string
  /** Is it to take the focus? It says when it has. */
  readonly takesFocus?: boolean
  readonly taken?: () => void
  /** It was touched, or has the focus, or lost it. */
  readonly touch?: (isFocused: boolean) => void
  readonly move: (value: number) => void
  /** The value of a place of the axis at which its line might stand. */
  readonly valueAt: (place: number) => number
  /** Brings its value into sight. */
  readonly reveal: () => void
  readonly letGo: () => void
  /** Puts it back to where it was. @returns whether it was held */
  readonly drawBack: () => boolean
}

/** Values that a key moves it by. */
const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -20,
  PageUp: 20,
}

/** A handle on a line across the chart: dragged by pointer or finger, moved by arrows; what it moves snaps to bars. */
export function Handle(props: Props) {
  const {
    name,
    side,
    kind,
    at,
    top,
    value,
    least,
    most,
    text,
    takesFocus = false,
    touch,
    move,
    letGo,
    drawBack,
  } = props
  const box = useRef<HTMLDivElement>(null)
  /** Pixels from the line to where it was taken. */
  const off = useRef<number | null>(null)
  const line = useRef(at)
  line.current = at
  const { crosshair, viewport } = useTicker()
  const { layout, span } = viewport

  const put = () => {
    const [where, seen, element] = [layout.value, span.value, box.current]
    if (element === null) return
    const x = pixelOf(where, seen, line.current)
    const isOff = x < where.left - 1 || x > where.left + where.width + 1
    const within = Math.min(Math.max(x, where.left), where.left + where.width)
    element.classList.toggle('off', isOff)
    element.style.transform = `translate(${Math.round(within)}px, ${Math.round(top)}px)`
  }
  useSignalEffect(put)
  useEffect(put)
  useLayoutEffect(() => {
    if (!takesFocus) return
    box.current?.focus()
    props.taken?.()
  }, [takesFocus])

  const end = (event: PointerEvent, done: () => void) => {
    if (off.current === null) return
    event.stopPropagation()
    off.current = null
    done()
  }

  return (
    <div
      class={`grip ${kind} ${side}`}
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-orientation="horizontal"
      aria-valuemin={Math.min(least, value)}
      aria-valuemax={Math.max(most, value)}
      aria-valuenow={value}
      aria-valuetext={text}
      onFocus={({ currentTarget }) => touch?.(currentTarget.matches(':focus-visible'))}
      onBlur={() => {
        letGo()
        touch?.(false)
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        off.current = event.clientX - pixelOf(layout.peek(), span.peek(), line.current)
        crosshair.clear()
        touch?.(false)
      }}
      onPointerMove={(event) => {
        if (off.current === null) return
        event.stopPropagation()
        const next = props.valueAt(indexAt(layout.peek(), span.peek(), event.clientX - off.current))
        if (next !== value) move(next)
      }}
      onPointerUp={(event) => end(event, letGo)}
      onPointerCancel={(event) => end(event, drawBack)}
      onKeyDown={(event) => {
        const by = steps[event.key]
        const to = event.key === 'Home' ? least : event.key === 'End' ? most : null
        if (event.ctrlKey || event.metaKey || event.altKey) return
        if (event.key === 'Escape') {
          // What nobody holds closes as everything else does.
          if (!drawBack()) return
        } else if (by !== undefined || to !== null) {
          touch?.(true)
          move(to ?? value + (by ?? 0) * (event.shiftKey ? 10 : 1))
          props.reveal()
          event.preventDefault()
        } else return
        event.stopPropagation()
      }}
      onKeyUp={({ key }) => {
        if (key in steps || key === 'Home' || key === 'End') letGo()
      }}
    >
      <i />
    </div>
  )
}
