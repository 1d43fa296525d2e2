import { parentPort, workerData } from 'node:worker_threads'
import { readHtml } from './html.ts'
import type { Page } from './page.ts'

/** What the thread is started with. */
export interface PageOrder {
  readonly text: string
  /** The publisher's zone, where it is told. */
  readonly zone: string | null
}

export type PageMessage =
  | { readonly kind: 'page'; readonly page: Page }
  | { readonly kind: 'failed'; readonly why: string }

const port = parentPort
if (port !== null) {
  const { text, zone } = workerData as PageOrder
  const answer = (): PageMessage => {
    try {
      return { kind: 'page', page: readHtml(text, zone) }
    } catch (error) {
      return {
        kind: 'failed',
        why: error instanceof Error && error.name === 'Unreadable' ? error.message : 'it is no page that can be read',
      }
    }
  }
  port.postMessage(answer())
}
