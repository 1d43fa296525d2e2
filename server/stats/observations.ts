import type { Design } from './design.ts'

/** Sessions of a design, both ends included, that may serve for estimation; `masked[t]` leaves session t out. */
export type Estimation = { readonly from: number; readonly to: number; readonly masked: Uint8Array | null }

/** The observations of one estimation window side by side, without holes. */
export type Observations = {
  readonly M: number
  /** Session of each. */
  readonly at: Int32Array
  readonly y: Float64Array
  readonly x: readonly Float64Array[]
  readonly lag: Float64Array | null
  readonly lead: Float64Array | null
}

/** Room for the observations of one fit: reused, because ten thousand fits would otherwise allocate as often. */
const room = { at: new Int32Array(0), columns: [] as Float64Array[] }

function column(index: number): Float64Array {
  while (room.columns.length <= index) room.columns.push(new Float64Array(room.at.length))
  return room.columns[index] as Float64Array
}

/** Observations of span 1 in the window, none of them masked. The arrays are reused by the next call. */
export function gather(design: Design, { from, to, masked }: Estimation): Observations {
  const { y, x, span, lag, lead } = design
  const thin = lag !== null && lead !== null
  // Scholes and Williams give up the first and last session, so that lag and lead stay inside the window.
  const first = Math.max(0, from) + (thin ? 1 : 0)
  const last = Math.min(y.length - 1, to) - (thin ? 1 : 0)
  if (room.at.length < last - first + 1) {
    room.at = new Int32Array(2 * (last - first + 1))
    room.columns = []
  }
  const { at } = room
  let M = 0
  for (let t = first; t <= last; t++) {
    if (span[t] !== 1 || (masked !== null && masked[t] === 1)) continue
    if (thin && (Number.isNaN(lag[t] as number) || Number.isNaN(lead[t] as number))) continue
    at[M++] = t
  }
  const take = (values: Float64Array, index: number): Float64Array => {
    const into = column(index)
    for (let i = 0; i < M; i++) into[i] = values[at[i] as number] as number
    return into
  }
  return {
    M,
    at,
    y: take(y, 0),
    x: x.map((values, j) => take(values, 1 + j)),
    lag: lag === null ? null : take(lag, 1 + x.length),
    lead: lead === null ? null : take(lead, 2 + x.length),
  }
}
