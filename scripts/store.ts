import { openStore } from '../server/store/open.ts'

/** An open store, for the verbs. */
export type Store = Awaited<ReturnType<typeof openStore>>['db']

/** Hands on a way to open the store of a file, for work that may need none; closes it when the work is done. */
export async function withStore<T>(file: string, work: (open: () => Promise<Store>) => Promise<T>): Promise<T> {
  let opened: Store | null = null
  try {
    return await work(async () => {
      opened ??= (await openStore(file, Date.now())).db
      return opened
    })
  } finally {
    ;(opened as Store | null)?.close()
  }
}

/** Opens the store of a file, which is made and filled when missing, for as long as the work takes. */
export const inStore = <T>(file: string, work: (db: Store) => Promise<T>): Promise<T> =>
  withStore(file, async (open) => work(await open()))
