import { keeper } from '../../db/file/kept.ts'
import type { VerbContext } from './verb.ts'

/** Gives what stands under a key, made when it is not there. */
export type Keeping<T> = (context: Pick<VerbContext, 'db'>, key: string, make: () => Promise<T>) => Promise<T>

/** Keeps what was made of the store for as long as nothing is written to it. @param most things, of which the oldest goes first */
export function keeping<T>(most: number): Keeping<T> {
  const kept = keeper<T>(most)
  return ({ db }, key, make) => kept(db, key, make)
}
