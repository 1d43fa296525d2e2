import type { Look, Variant } from './rounds.ts'
import type { Size } from './world.ts'

/** The medians of one size. */
export type Measured = { readonly size: Size; readonly of: Readonly<Partial<Record<Variant, Look>>> }

/** A goal with what was measured for it; null: what it takes was not measured in this run. */
export type Goal = { readonly name: string; readonly measured: number | null; readonly most: number }

/** From which number of bars on they are "a million". */
const MANY = 1_000_000

/** The goals T1 to T9 and T11: how the product stands to others on the same bars, and to itself on more of them. */
export function goalsOf(all: readonly Measured[]): readonly Goal[] {
  const at = (bars: number, events: number) => all.find(({ size }) => size.bars === bars && size.events === events)
  /** The worst of all sizes that have both. */
  const worst = (phase: keyof Look, to: Variant, among: readonly Measured[] = all): number | null =>
    highest(among.map(({ of }) => ratio(of.product?.[phase], of[to]?.[phase])))
  const many = all.filter(({ size }) => size.bars >= MANY)
  const frames = ['zoom', 'pan10', 'pan500'] as const
  const million = at(MANY, 1000)?.of.product
  const moreEvents = all.flatMap(({ size, of }) => {
    const few = at(size.bars, 100)?.of.product
    return size.events === 10_000 ? frames.map((phase) => ratio(of.product?.[phase], few?.[phase])) : []
  })
  return [
    { name: 'T1 create, a million bars that are there, to lwc', measured: worst('made', 'lwc', many), most: 0.1 },
    { name: 'T1 the whole page from its address, to lwc', measured: worst('create', 'lwc', many), most: 0.1 },
    { name: 'T2 heap, a million bars, to lwc', measured: worst('heap', 'lwc', many), most: 0.15 },
    { name: 'T3 zoom to lwc', measured: worst('zoom', 'lwc'), most: 0.8 },
    { name: 'T4 pan, a tenth of all, to lwc', measured: worst('pan10', 'lwc'), most: 1 },
    { name: 'T4 pan, 500 bars, to lwc', measured: worst('pan500', 'lwc'), most: 1.25 },
    { name: 'T5 zoom to lwc given merged bars', measured: worst('zoom', 'levels'), most: 1.35 },
    { name: 'T5 pan, a tenth of all, to lwc given merged bars', measured: worst('pan10', 'levels'), most: 1.15 },
    { name: 'T5 pan, 500 bars, to lwc given merged bars', measured: worst('pan500', 'levels'), most: 1.15 },
    { name: 'T5 create to lwc given merged bars', measured: worst('made', 'levels'), most: 1.15 },
    { name: 'T5 the whole page to lwc given merged bars', measured: worst('create', 'levels'), most: 1.15 },
    {
      name: 'T6 first frame of a million bars that are there to that of 10,000',
      measured: ratio(million?.shown, at(10_000, 1000)?.of.product?.shown),
      most: 1.3,
    },
    {
      name: 'T6 the whole page to that of 10,000',
      measured: ratio(million?.first, at(10_000, 1000)?.of.product?.first),
      most: 1.3,
    },
    { name: 'T7 frame with 10,000 events to one with 100', measured: highest(moreEvents), most: 1.5 },
    {
      name: 'T8 first frame of a million bars that are there to plain ECharts',
      measured: worst('shown', 'naive', many),
      most: 1 / 30,
    },
    { name: 'T8 the whole page to plain ECharts', measured: worst('first', 'naive', many), most: 1 / 30 },
    {
      name: 'T9 largest answer of bars, kB packed',
      measured: highest(all.map(({ of }) => of.product?.bars ?? null)),
      most: 20,
    },
    {
      name: 'T9 the same to every bar as packed JSON, a million bars',
      measured: highest(many.map(({ of }) => ratio(of.product?.bars, of.product?.whole))),
      most: 1 / 500,
    },
    { name: 'T11 hover to lwc', measured: worst('hover', 'lwc'), most: 1.1 },
    { name: 'T11 hover to plain ECharts', measured: worst('hover', 'naive'), most: 0.6 },
  ]
}

const ratio = (one: number | undefined, to: number | undefined): number | null =>
  one === undefined || to === undefined ? null : one / to

const highest = (values: readonly (number | null)[]): number | null =>
  values.reduce((most, value) => (value === null ? most : Math.max(most ?? value, value)), null)
