/**
 * Another clock on the wall of a process: `node --import test/standin/clock.ts …`. It goes on from `CLOCK_AT` (ISO 8601),
 * and with `CLOCK_JUMP` (milliseconds) it is set once more after it was read eight times. Timers and `performance`
 * keep their own time, as under libfaketime with DONT_FAKE_MONOTONIC; threads started later have it too.
 */
const { CLOCK_AT = '', CLOCK_JUMP = '0' } = process.env
const Real = Date
/** The backfill of one ticker reads it twice as often. */
const READINGS = 8
const begin = Real.parse(CLOCK_AT) - Real.now()
const jump = Number(CLOCK_JUMP)
if (!Number.isFinite(begin + jump))
  throw new RangeError(`Cannot set the clock to CLOCK_AT=${CLOCK_AT} CLOCK_JUMP=${CLOCK_JUMP}`)

let readings = 0
const now = (): number => Real.now() + begin + (++readings > READINGS ? jump : 0)

globalThis.Date = new Proxy(Real, {
  apply: () => new Real(now()).toString(),
  construct: (_, args: unknown[], target) => Reflect.construct(Real, args.length === 0 ? [now()] : args, target),
  get: (_, name) => (name === 'now' ? now : Reflect.get(Real, name)),
})
