const MINUTE = 60_000
/** Wrong tries that an address has before it must wait. */
const FREE = 10
const LONGEST_WAIT = 15 * MINUTE
/** So long after its last wrong try an address is forgotten. */
const FORGOTTEN_AFTER = 60 * MINUTE
/** Addresses remembered; the one that was quiet longest goes first. */
const MOST = 10_000

interface Tries {
  readonly wrong: number
  readonly last: number
  readonly waitUntil: number
}

/** Wrong tries by address: each address slows itself down and nobody else. A try costs the same however many came before. */
export interface TryCounter {
  /** Milliseconds that an address still has to wait; 0 when it may try. */
  readonly wait: (address: string, now: number) => number
  readonly wrong: (address: string, now: number) => void
  readonly right: (address: string) => void
}

/** The tenth wrong try costs a minute, each one after it twice the wait of the last, up to a quarter of an hour. */
export function tryCounter(): TryCounter {
  const known = new Map<string, Tries>()
  const of = (address: string, now: number): Tries | undefined => {
    const tries = known.get(address)
    return tries === undefined || now - tries.last > FORGOTTEN_AFTER ? undefined : tries
  }
  return {
    wait: (address, now) => Math.max(0, (of(address, now)?.waitUntil ?? 0) - now),
    wrong: (address, now) => {
      const wrong = (of(address, now)?.wrong ?? 0) + 1
      const wait = wrong < FREE ? 0 : Math.min(LONGEST_WAIT, MINUTE * 2 ** (wrong - FREE))
      // Put at the end: a map lists its keys in the order in which they came.
      known.delete(address)
      known.set(address, { wrong, last: now, waitUntil: now + wait })
      const [quietest] = known.keys()
      if (known.size > MOST && quietest !== undefined) known.delete(quietest)
    },
    right: (address) => void known.delete(address),
  }
}
