import type { JobState } from '../../server/backfill/jobState.ts'
import type { RunLine } from '../../server/backfill/runList.ts'
import type { qualityOf } from '../../server/quality/view.ts'
import type { Running } from './running.ts'

export type Quality = Awaited<ReturnType<typeof qualityOf>>
export interface Backfills {
  readonly running: JobState | null
  readonly runs: readonly RunLine[]
}

export const get = async <T>({ url }: Running, path: string): Promise<T> =>
  (await (await fetch(`${url}/api${path}`)).json()) as T

export const send = (
  { url }: Running,
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: unknown = null,
  headers: Readonly<Record<string, string>> = { 'X-Aftershock': '1' },
): Promise<Response> =>
  fetch(`${url}/api${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  })

export interface StreamEvent {
  readonly name: string
  readonly data: unknown
}

/** Every event of a stream of server-sent events, until it closes. */
export async function eventsOf(response: Response): Promise<readonly StreamEvent[]> {
  return (await response.text())
    .split('\n\n')
    .filter((block) => block.startsWith('event: '))
    .map((block) => {
      const [first = '', second = ''] = block.split('\n')
      return { name: first.slice('event: '.length), data: JSON.parse(second.slice('data: '.length)) as unknown }
    })
}

/** Starts a backfill and waits for its end. */
export async function backfilled(
  server: Running,
  body: unknown,
): Promise<{ readonly id: number; readonly events: readonly StreamEvent[] }> {
  const answer = await send(server, 'POST', '/backfills', body)
  if (answer.status !== 202) throw new Error(await answer.text())
  const { id } = (await answer.json()) as { id: number }
  return { id, events: await eventsOf(await fetch(`${server.url}/api/backfills/${id}/progress`)) }
}
