import type { Design } from './design.ts'

/** Sessions of a design, both ends included, that may serve for estimation; `masked[t]` leaves session t out. */
export type Estimation = { readonly from: number; readonly to: number; readonly masked: Uint8Array | null }

/**
 * The observations of one estimation window side by side, without holes. A return over n sessions varies n times as much as
 * one over a single session: it stands here divided by the root of n, as do its regressors, the constant among them.
 */
export type Observations = {
  readonly M: number
  /** Sessions that they cover together. */
  readonly sessions: number
  /** Last session of each. */
  readonly at: Int32Array
  /** Root of the sessions that each covers: its regressor for the constant. */
  readonly root: Float64Array
  readonly y: Float64Array
  readonly x: readonly Float64Array[]
  readonly lag: Float64Array | null
  readonly lead: Float64Array | null
}

/** Room for the observations of one fit: reused, because ten thousand fits would otherwise allocate as often. */
const room = { at: new Int32Array(0), ones: new Float64Array(0), columns: [] as Float64Array[] }

function column(index: number): Float64Array {
  while (room.columns.length <= index) room.columns.push(new Float64Array(room.at.length))
  return room.columns[index] as Float64Array
}

/**
 * Observations of which every session lies in the window and none is masked: those of one session, and of more when the
 * design takes trade-to-trade returns. `y` may be written to, the others not; the arrays are reused by the next call.
 */
export function gather(design: Design, { from, to, masked }: Estimation): Observations {
  const { y, x, span, lag, lead } = design
  const thin = lag !== null && lead !== null
  // Scholes and Williams give up the first and last session, so that lag and lead stay inside the window.
  const first = Math.max(0, from) + (thin ? 1 : 0)
  const last = Math.min(y.length - 1, to) - (thin ? 1 : 0)
  if (room.at.length < last - first + 1) {
    room.at = new Int32Array(2 * (last - first + 1))
    room.ones = new Float64Array(room.at.length).fill(1)
    room.columns = []
  }
  const { at } = room
  if (!thin && masked === null && first <= last && isOrdinary(span, first, last)) {
    // Nothing is left out and nothing weighed: the regressors stand in the design as they are needed.
    const M = last - first + 1
    for (let i = 0; i < M; i++) at[i] = first + i
    const own = column(1)
    for (let i = 0; i < M; i++) own[i] = y[first + i] as number
    const regressors = x.map((values) => values.subarray(first, last + 1))
    return { M, sessions: M, at, root: room.ones, y: own, x: regressors, lag: null, lead: null }
  }
  const longest = design.lumped === 'trade-to-trade' ? y.length : 1
  const root = column(0)
  let M = 0
  let sessions = 0
  for (let t = first; t <= last; t++) {
    const n = span[t] as number
    if (n < 1 || n > longest || t - n + 1 < first || isMasked(masked, t, n)) continue
    if (thin && (Number.isNaN(lag[t] as number) || Number.isNaN(lead[t] as number))) continue
    root[M] = n === 1 ? 1 : Math.sqrt(n)
    at[M++] = t
    sessions += n
  }
  const take = (values: Float64Array, index: number): Float64Array => {
    const into = column(index)
    for (let i = 0; i < M; i++) into[i] = (values[at[i] as number] as number) / (root[i] as number)
    return into
  }
  return {
    M,
    sessions,
    at,
    root,
    y: take(y, 1),
    x: x.map((values, j) => take(values, 2 + j)),
    lag: lag === null ? null : take(lag, 2 + x.length),
    lead: lead === null ? null : take(lead, 3 + x.length),
  }
}

/** Do all sessions from one to another have an observation of their own? */
function isOrdinary(span: Int32Array, first: number, last: number): boolean {
  let t = first
  while (t <= last && span[t] === 1) t++
  return t > last
}

/** Is any of the n sessions that end at t masked? */
function isMasked(masked: Uint8Array | null, t: number, n: number): boolean {
  if (masked === null) return false
  for (let s = t; s > t - n; s--) if (masked[s] === 1) return true
  return false
}
