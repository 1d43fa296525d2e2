/** What a file is, and how its name ends. */
export interface FileForm {
  readonly type: 'text/csv' | 'application/json' | 'text/calendar'
  readonly ending: string
}

const csvFile: FileForm = { type: 'text/csv', ending: 'csv' }

/**
 * A download that is made while it is sent, a piece at a time; whoever makes the pieces lets other requests in between.
 *
 * @param name of the file without its ending; letters that no file name should have are replaced
 * @throws Problem of the first piece, so that a refusal is a refusal and not half a file
 */
export async function download(
  pieces: AsyncIterable<string>,
  name: string,
  form: FileForm = csvFile,
): Promise<Response> {
  const source = pieces[Symbol.asyncIterator]()
  let next: IteratorResult<string> | null = await source.next()
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = next ?? (await source.next())
      next = null
      if (piece.done) controller.close()
      else controller.enqueue(encoder.encode(piece.value))
    },
    async cancel() {
      await source.return?.()
    },
  })
  return downloaded(body, name, form)
}

/** A download that is at hand. */
export function downloaded(
  body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>,
  name: string,
  { type, ending }: FileForm = csvFile,
): Response {
  const safe = name.replaceAll(/[^A-Za-z0-9._-]/g, '_').slice(0, 80)
  return new Response(body, {
    headers: {
      'Content-Type': `${type}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${safe}.${ending}"; filename*=UTF-8''${encodeURIComponent(name)}.${ending}`,
    },
  })
}
