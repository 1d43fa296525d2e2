import { Problem, tooMany } from '../problem.ts'

/** How many may work at once and wait, in all and of one address. */
export interface Bounds {
  readonly atWork: number
  readonly waiting: number
  /** Of one address, at work and waiting together. */
  readonly ofOne: number
}

export interface Turnstile {
  /** What passes through, in the plural and in the user's words. */
  readonly what: string
  /**
   * Waits for its turn. Of those who wait, the address with the fewest at work goes first, and of its own the one that
   * came first: whoever asks for many shares with those who ask for one.
   *
   * @param signal of the request; whoever hangs up waits no more
   * @returns what to call when it is done; calling it again does nothing
   * @throws Problem 429 when too many wait, with how long they may take
   */
  readonly enter: (address: string, signal?: AbortSignal) => Promise<() => void>
  readonly state: () => { readonly at_work: number; readonly waiting: number }
}

interface Waiter {
  readonly address: string
  readonly start: () => void
}

/** Seconds after which whoever was sent away may try again. */
const RETRY = 10

export function turnstile(what: string, { atWork, waiting, ofOne }: Bounds): Turnstile {
  const working = new Map<string, number>()
  const queue: Waiter[] = []
  let busy = 0
  const ofAddress = (address: string) => working.get(address) ?? 0
  const begin = (address: string) => {
    busy++
    working.set(address, ofAddress(address) + 1)
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      busy--
      const left = ofAddress(address) - 1
      if (left === 0) working.delete(address)
      else working.set(address, left)
      next()
    }
  }
  const next = () => {
    if (queue.length === 0 || busy >= atWork) return
    const fewest = queue.reduce((best, one) => (ofAddress(one.address) < ofAddress(best.address) ? one : best))
    queue.splice(queue.indexOf(fewest), 1)
    fewest.start()
  }
  return {
    what,
    enter: (address, signal) => {
      const own = ofAddress(address) + queue.filter((one) => one.address === address).length
      if (own >= ofOne)
        return refused(`Cannot take more ${what} from this address as ${own} are at work or wait already`)
      if (busy < atWork && queue.length === 0) return Promise.resolve(begin(address))
      if (queue.length >= waiting)
        return refused(`Cannot take more ${what} as ${busy} are at work and ${queue.length} wait already`)
      return new Promise((start, gone) => {
        const waiter = { address, start: () => start(begin(address)) }
        queue.push(waiter)
        signal?.addEventListener('abort', () => {
          const at = queue.indexOf(waiter)
          if (at < 0) return
          queue.splice(at, 1)
          gone(new Problem(408, 'given_up', 'The request was given up while it waited'))
        })
      })
    },
    state: () => ({ at_work: busy, waiting: queue.length }),
  }
}

const refused = (why: string): Promise<never> =>
  Promise.reject(tooMany('too_many', `${why}: try again in ${RETRY} seconds`, RETRY))
