import type { QualityMark } from '../core/data/ribbon.ts'
import type { Rail } from '../core/ticker/rails.ts'

/** Colours of the chart, read from the style sheet so that there is one place where they stand. */
export type Theme = {
  readonly page: string
  readonly surface: string
  readonly ink: string
  readonly soft: string
  readonly hair: string
  readonly grid: string
  readonly up: string
  readonly down: string
  readonly accent: string
  readonly window: string
  readonly hatch: string
  readonly extended: string
  readonly band: string
  readonly font: string
  readonly quality: Readonly<Record<QualityMark | 'sound', string>>
  readonly rails: Readonly<Record<Rail, string>>
}

export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element)
  return themeOf((name) => style.getPropertyValue(`--${name}`).trim(), style.fontFamily)
}

/** The colours of the chart by the names that they have in the style sheet. */
export function themeOf(ink: (name: string) => string, font: string): Theme {
  return {
    page: ink('page'),
    surface: ink('surface'),
    ink: ink('ink'),
    soft: ink('ink-soft'),
    hair: ink('hair-strong'),
    grid: ink('grid'),
    up: ink('up'),
    down: ink('down'),
    accent: ink('accent'),
    window: ink('window'),
    hatch: ink('hatch'),
    extended: ink('extended'),
    band: ink('band'),
    font,
    quality: {
      sound: ink('hair'),
      missing: ink('down'),
      held: ink('warn'),
      checked: ink('warn'),
      provisional: ink('hair-strong'),
      revised: ink('hair-strong'),
      repaired: ink('accent'),
    },
    rails: {
      governance: ink('rail-governance'),
      deals: ink('rail-deals'),
      product: ink('rail-product'),
      legal: ink('rail-legal'),
      macro: ink('rail-macro'),
      earnings: ink('rail-earnings'),
      other: ink('rail-other'),
      world: ink('rail-other'),
    },
  }
}
