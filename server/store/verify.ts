import { inspect } from '../../db/file/copy.ts'
import { Stopped, type Told } from '../../db/file/copySteps.ts'
import { refuseNoFile } from '../../db/file/open.ts'
import { storeErrorOf } from '../../db/file/storeError.ts'
import { noteVerified } from '../../db/file/upkeep.ts'

export interface Verification {
  readonly sound: boolean
  /** Sentences about what is wrong, at most twenty of a sort. */
  readonly problems: readonly string[]
  /** Years of bars whose fingerprints were compared with what is stored. */
  readonly years: number
  /** Events likewise. */
  readonly events: number
}

/**
 * Reads every page of a database, every reference between its tables, and every bar and event against the fingerprint
 * stored with it. May be done while the database is used, which then says when it was last found sound.
 *
 * @throws StoreError for a file that is not ours or can not be read, `Stopped` where `told` throws it
 */
export async function verify(file: string, now: number, told?: Told): Promise<Verification> {
  try {
    refuseNoFile(file)
    const { problems, ...compared } = await inspect(file, told)
    if (problems.length === 0) noteVerified(file, now)
    return { sound: problems.length === 0, problems, ...compared }
  } catch (error) {
    if (error instanceof Stopped) throw error
    const failure = storeErrorOf(file, error)
    if (failure.kind === 'damaged') return { sound: false, problems: [failure.message], years: 0, events: 0 }
    throw failure
  }
}
