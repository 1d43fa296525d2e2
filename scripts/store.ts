import { openStore } from '../server/store/open.ts'
import { storeProblem } from '../server/store/storeProblem.ts'
import { isDefault } from './command.ts'

/** An open store, for the verbs. */
export type Store = Awaited<ReturnType<typeof openStore>>['db']

/**
 * Hands on a way to open the store of a file, for work that may need none; closes it when the work is done.
 *
 * @param which `read`: a file that somebody named and that is not there is a slip, and is not made
 */
export async function withStore<T>(
  file: string,
  which: 'read' | 'make',
  work: (open: () => Promise<Store>) => Promise<T>,
): Promise<T> {
  let opened: Store | null = null
  try {
    return await work(async () => {
      opened ??= (await openStore(file, Date.now(), which === 'read' && !isDefault(file) ? 'existing' : 'any')).db
      return opened
    })
  } catch (error) {
    throw storeProblem(file, error) ?? error
  } finally {
    ;(opened as Store | null)?.close()
  }
}

/** Opens the store of a file for as long as the work takes. */
export const inStore = <T>(file: string, which: 'read' | 'make', work: (db: Store) => Promise<T>): Promise<T> =>
  withStore(file, which, async (open) => work(await open()))
