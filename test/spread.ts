/** `npm run soak -- matrix` takes every row of the matrices that the gate takes some of. */
const whole = process.env.WHOLE_MATRIX === '1'

/** Rows for the gate: `count` of them, spread evenly from the first on; all of them in the soak. */
export const spread = <T>(rows: readonly T[], count: number): readonly T[] =>
  whole
    ? rows
    : rows.filter((_, at) => Math.floor((at * count) / rows.length) !== Math.floor(((at - 1) * count) / rows.length))

/** What the soak does and the gate leaves out; named in the run as skipped would be noise, so it is not there at all. */
export const onlyWhole = <T>(rows: readonly T[]): readonly T[] => (whole ? rows : [])
