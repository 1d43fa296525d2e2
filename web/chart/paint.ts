import type { Element } from './element.ts'
import type { ChartModel } from './model.ts'
import type { Pane } from './option.ts'
import { paintBackdrop } from './paintBackdrop.ts'
import { paintNotes } from './paintNotes.ts'
import { paintAbnormal, paintVolume } from './paintPanes.ts'
import { paintPrice } from './paintPrice.ts'
import { paintRails } from './paintRails.ts'
import { onto, type Scales } from './scales.ts'

/** What is drawn in a pane; null where the layout has no room for it. */
export function paint(pane: Pane, model: ChartModel, scales: Scales): readonly Element[] | null {
  const { price, volume, ar } = model.layout
  switch (pane) {
    case 'backdrop':
      return paintBackdrop(model)
    case 'price': {
      const y = onto(price, scales.price)
      return [...paintPrice(model, y), ...paintNotes(model, y)]
    }
    case 'rails':
      return paintRails(model)
    case 'volume':
      return volume && paintVolume(model, onto(volume, scales.volume))
    case 'ar':
      return ar && paintAbnormal(model, onto(ar, scales.ar))
  }
}
