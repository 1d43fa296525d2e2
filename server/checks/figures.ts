import { concerns, type Field, type FigureKind, fields } from './check.ts'
import { checkNamed } from './checks.ts'

/** What of a bar a check is about; all of it for a name that is none of today's. */
export const aboutOf = (name: string): readonly Field[] => checkNamed(name)?.about ?? fields

/** Does a check say something of what such figures are made of? Only then do they carry its sign. */
export const marks = (name: string, figures: FigureKind): boolean => concerns(aboutOf(name), figures)

/** What checks have to do with a bar. */
interface Named<Name extends string> {
  readonly checks: readonly Name[]
  readonly heldBy: readonly Name[]
}

/** Those behind a bar's prices and returns; what holds the bar back is always among them. */
export const priceChecks = <Name extends string>({ checks, heldBy }: Named<Name>): readonly Name[] =>
  checks.filter((name) => heldBy.includes(name) || marks(name, 'returns') || marks(name, 'range'))

/** Those behind its volume. */
export const volumeChecks = <Name extends string>({ checks, heldBy }: Named<Name>): readonly Name[] =>
  checks.filter((name) => heldBy.includes(name) || marks(name, 'volume'))
