import { Problem, refusalText } from '../server/problem.ts'

/** Writes pieces to standard output at the pace of their reader, and ends quietly when it goes away (`| head`). */
export async function print(pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  for await (const piece of pieces)
    if (!process.stdout.write(piece)) await new Promise((done) => process.stdout.once('drain', done))
}

/** Says why a command could not be done, as a sentence or as one JSON document. Exit: 2 asked wrongly, 1 could not. */
export function refuse(error: unknown, json: boolean): void {
  const code = (error as { code?: unknown } | null)?.code
  const isArgument = typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS')
  const text = error instanceof Error ? error.message : String(error)
  const problem =
    error instanceof Problem
      ? error
      : isArgument
        ? new Problem(400, 'bad_parameter', text)
        : new Problem(500, 'could_not', text)
  if (json) process.stdout.write(`${refusalText(problem, 'command-line')}\n`)
  else process.stderr.write(`${problem.message}\n`)
  process.exitCode = problem.status === 400 || problem.status === 422 ? 2 : 1
}

/** The value of an option that takes one of some words. */
export function oneOf<Word extends string>(
  option: string,
  words: readonly Word[],
  given: string | undefined,
): Word | null {
  if (given === undefined) return null
  const found = words.find((word) => word === given)
  if (found !== undefined) return found
  throw new Problem(400, 'bad_parameter', `Cannot use --${option} ${given}: it takes ${words.join(', ')}`, option)
}
