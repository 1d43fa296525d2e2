/** Why an answer did not come. `offline`: no server was reached; `refused`: it answered with a reason. */
export type Failure =
  | { readonly kind: 'offline' }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly code: string
      readonly detail: string
      readonly id: string
    }

/** Thrown by every reader of the server, so that a failed fetch can not pass for an empty list. */
export class Refusal extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.kind === 'offline' ? 'Cannot reach the server' : failure.detail)
    this.failure = failure
  }
}

/** Why something that was asked for did not happen. */
export const failureOf = (error: unknown): Failure => (error instanceof Refusal ? error.failure : { kind: 'offline' })

/** Whether an answer did not come as nothing that fits the ticker's market is stored. */
export const hasNoBenchmark = (failure: Failure): boolean =>
  failure.kind === 'refused' && failure.code === 'no_benchmark'
