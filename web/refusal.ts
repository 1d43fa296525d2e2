/** What is wrong with, or to be said of, a record of a file. */
export type Fault = {
  readonly line: number | null
  readonly event_id: string | null
  readonly field: string | null
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly value: string | null
}

/** Why an answer did not come. `offline`: no server was reached; `refused`: it answered with a reason. */
export type Failure =
  | { readonly kind: 'offline' }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly code: string
      readonly detail: string
      readonly id: string
      /** Of a server that takes no more for now: seconds until it may. */
      readonly again?: number
      /** Of a file that was refused: each fault, with its line and field. */
      readonly report?: readonly Fault[]
      /** How many more there are. */
      readonly leftOut?: { readonly errors: number; readonly warnings: number }
    }

/** Thrown by every reader of the server, so that a failed fetch can not pass for an empty list. */
export class Refusal extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.kind === 'offline' ? 'Cannot reach the server' : failure.detail)
    this.failure = failure
  }
}

/** The refusal in words of the page, where it is one that the page knows better than the server's English. */
export function refusalIn(
  failure: Failure,
  text: { readonly busy: (seconds: string) => string; readonly tooManyTries: (seconds: string) => string },
): string | null {
  if (failure.kind === 'offline') return null
  const again = String(failure.again ?? 10)
  if (failure.code === 'too_many') return text.busy(again)
  return failure.code === 'too_many_tries' ? text.tooManyTries(again) : failure.detail
}

/** Why something that was asked for did not happen. */
export const failureOf = (error: unknown): Failure => (error instanceof Refusal ? error.failure : { kind: 'offline' })

/** Whether an answer did not come as nothing that fits the ticker's market is stored. */
export const hasNoBenchmark = (failure: Failure): boolean =>
  failure.kind === 'refused' && failure.code === 'no_benchmark'
