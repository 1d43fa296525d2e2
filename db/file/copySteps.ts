/** What copying a file and looking it over do, in this order. */
export const copySteps = ['copy', 'pages', 'references', 'bars', 'levels', 'events'] as const
export type CopyStep = (typeof copySteps)[number]

/** Told where such work is, between two pieces of it: `done` of `all` pieces of a step. What it throws ends the work. */
export type Told = (step: CopyStep, done: number, all: number) => void

/** Thrown by whoever is told of work that is no longer wanted. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}
