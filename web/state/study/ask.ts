import type { StudyProgress } from '../../../server/study/progress.ts'
import { type Client, refusalOf, sent, unreadable } from '../../api.ts'
import { Refusal } from '../../refusal.ts'
import { lastLine } from './lines.ts'

/** The body is read by another thread than the one that checks requests, so the client knows nothing of it. */
export const withSpec = (text: string, init: RequestInit = {}) => ({
  headers: { 'Content-Type': 'application/json' },
  init: { ...init, body: text },
})

function post(client: Client, spec: string, init: RequestInit) {
  const { headers, ...rest } = withSpec(spec, init)
  return client.studies.$post({ query: {} }, { headers: { ...headers, Accept: 'application/x-ndjson' }, ...rest })
}

/** A study as POST /api/studies answers it. */
export type StudyAnswer = Awaited<ReturnType<Awaited<ReturnType<typeof post>>['json']>>

/**
 * Asks for a study.
 *
 * @param tell hears how far it is, where it takes long
 * @throws Refusal, also of a study that had begun
 */
export async function askStudy(
  client: Client,
  spec: string,
  signal: AbortSignal,
  tell: (progress: StudyProgress) => void,
): Promise<StudyAnswer> {
  const response = await sent((init) => post(client, spec, init), signal)
  const { body, headers, statusText } = response as unknown as Response
  const line = body === null ? null : await lastLine(body, tell).catch((error: unknown) => broken(error, signal))
  if (line === null) throw unreadable(response)
  const said = readJson(line)
  if (said === null) throw unreadable(response)
  if ('format' in said) return said as StudyAnswer
  const status = Number((said as { status?: unknown }).status)
  throw await refusalOf({ text: async () => line, headers, status, statusText })
}

/** A connection that broke within the answer, unless it was we who left. */
function broken(error: unknown, signal: AbortSignal): never {
  if (signal.aborted) throw error
  throw new Refusal({ kind: 'offline' })
}

function readJson(line: string): object | null {
  try {
    return JSON.parse(line) as object
  } catch {
    return null
  }
}
