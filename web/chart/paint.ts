import type { Box } from '../core/ticker/layout.ts'
import type { Element } from './element.ts'
import type { ChartModel } from './model.ts'
import { paintAxes } from './paintAxes.ts'
import { paintBackdrop } from './paintBackdrop.ts'
import { paintCompared, paintStrength } from './paintCompared.ts'
import { paintNotes } from './paintNotes.ts'
import { paintAbnormal, paintVolume } from './paintPanes.ts'
import { paintPeriods } from './paintPeriods.ts'
import { paintPrice } from './paintPrice.ts'
import { paintRails } from './paintRails.ts'
import { paintRibbon } from './paintRibbon.ts'
import { paintRuler } from './paintRuler.ts'
import { onto } from './scales.ts'

/** What is drawn together, and the part of the plot beyond which nothing of it is seen; null: everywhere. */
export type Layer = {
  readonly name:
    | 'backdrop'
    | 'axes'
    | 'price'
    | 'rails'
    | 'periods'
    | 'volume'
    | 'ar'
    | 'ribbon'
    | 'compared'
    | 'strength'
    | 'ruler'
  readonly clip: Box | null
  readonly elements: readonly Element[]
}

/** The whole chart from the back to the front: the one description of it, for the screen, a file and paper. */
export function paint(model: ChartModel): readonly Layer[] {
  const { layout, scales } = model
  const { price, volume, ar, strength, axis, ribbon } = layout
  const y = onto(price, scales.price)
  return [
    {
      name: 'backdrop',
      clip: { top: price.top, height: axis.top - price.top },
      elements: paintBackdrop(model),
    },
    { name: 'axes', clip: null, elements: paintAxes(model) },
    { name: 'price', clip: price, elements: [...paintPrice(model, y), ...paintNotes(model, y)] },
    { name: 'rails', clip: null, elements: paintRails(model) },
    { name: 'periods', clip: null, elements: paintPeriods(model) },
    { name: 'volume', clip: volume, elements: volume === null ? [] : paintVolume(model, onto(volume, scales.volume)) },
    { name: 'ar', clip: ar, elements: ar === null ? [] : paintAbnormal(model, onto(ar, scales.ar)) },
    { name: 'ribbon', clip: null, elements: ribbon === null ? [] : paintRibbon(model, ribbon) },
    { name: 'compared', clip: price, elements: paintCompared(model, y) },
    {
      name: 'strength',
      clip: strength,
      elements: strength === null ? [] : paintStrength(model, onto(strength, scales.strength)),
    },
    { name: 'ruler', clip: price, elements: paintRuler(model, y) },
  ]
}
