import type { Element, PathStyle, TextStyle } from './element.ts'
import { boxElement, groupElement, type PathElement, pathElement, reshape, textElement } from './engine.ts'
import type { Layer } from './paint.ts'

type Text = ReturnType<typeof textElement>
type Drawn<Engine, Style> = { readonly engine: Engine; style: Style | null }

/** A group of the engine that always shows the newest layer: what was made for the one before is used again. */
export function retained() {
  const group = groupElement()
  const box = boxElement()
  // The engine's types were written for looser rules about what may be absent.
  const add = (element: object) => group.add(element as Parameters<typeof group.add>[0])
  // Buffers and labels keep their order from frame to frame, so what is alike is found by its place.
  const paths = new Map<string, Drawn<PathElement, PathStyle>>()
  const texts: Drawn<Text, TextStyle>[] = []

  function putPath(
    { type, shape, style }: Extract<Element, { readonly style: PathStyle }>,
    at: number,
    z: number,
  ): void {
    const key = `${type} ${at}`
    const known = paths.get(key) ?? { engine: pathElement(type), style: null }
    const { engine } = known
    if (known.style === null) {
      paths.set(key, known)
      add(engine)
    }
    if (known.style === null || !isSame(known.style, style)) {
      engine.setStyle({
        lineWidth: 1,
        opacity: 1,
        ...style,
        lineDash: style.lineDash === undefined ? false : [...style.lineDash],
      })
      known.style = style
    }
    engine.z2 = z
    engine.ignore = shape.numbers.count === 0
    reshape(engine, shape.numbers)
  }

  function putText(style: TextStyle, at: number, z: number): void {
    const known = texts[at] ?? { engine: textElement(), style: null }
    const { engine } = known
    if (known.style === null) {
      texts[at] = known
      add(engine)
    }
    const { x, y, ...rest } = style
    // Most labels only move, which costs no layout of text.
    if (known.style === null || !isSame(known.style, { ...style, x: known.style.x, y: known.style.y }))
      engine.setStyle({ align: 'left', ...rest })
    known.style = style
    engine.ignore = false
    engine.z2 = z
    engine.x = x
    engine.y = y
    engine.markRedraw()
  }

  return {
    group,
    /** @param z of its first element: the engine sorts those of all groups by one number */
    show({ clip, elements }: Layer, left: number, width: number, z: number): void {
      if (clip === null) group.removeClipPath()
      else {
        box.setShape({ x: left, y: clip.top, width, height: clip.height })
        if (group.getClipPath() !== box) group.setClipPath(box)
      }
      for (const { engine } of paths.values()) engine.ignore = true
      let count = 0
      for (const [at, element] of elements.entries())
        if (element.type === 'text') putText(element.style, count++, z + at)
        else putPath(element, at, z + at)
      for (const { engine } of texts.slice(count)) {
        engine.ignore = true
        engine.markRedraw()
      }
    },
  }
}

const isSame = (one: object, other: object): boolean => {
  const [values, others] = [Object.values(one), Object.values(other)]
  return (
    values.length === others.length &&
    values.every((value, i) => value === others[i] || String(value) === String(others[i]))
  )
}
