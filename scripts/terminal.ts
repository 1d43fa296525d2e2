/** Writes pieces to standard output at the pace of their reader, and ends quietly when it goes away (`| head`). */
export async function print(pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  for await (const piece of pieces)
    if (!process.stdout.write(piece)) await new Promise((done) => process.stdout.once('drain', done))
}

/** Says something beside the result. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`)
