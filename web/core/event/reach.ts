type Banded = { readonly carLow: number | null; readonly carHigh: number | null }

/** The lowest and the highest value of several paths with their bands; empty where none has a band. */
export function reachOf(paths: readonly (readonly Banded[])[]): readonly number[] {
  const ends = paths
    .flat()
    .flatMap(({ carLow, carHigh }) => (carLow === null || carHigh === null ? [] : [carLow, carHigh]))
  return ends.length === 0 ? [] : [Math.min(...ends), Math.max(...ends)]
}
