import { Worker } from 'node:worker_threads'
import { paragraphsOf } from './clean.ts'
import { isHtml, type Page } from './page.ts'
import type { PageMessage, PageOrder } from './worker.ts'

/** Longest a page may take, in milliseconds, and the memory it may use, in MiB. */
const MOST_MS = 5000
const MOST_MIB = 256

export type PageReading =
  | { readonly kind: 'page'; readonly page: Page }
  | { readonly kind: 'refused'; readonly why: string }

/**
 * The words of a saved page or plain text. A page is taken apart in a thread of its own, which is ended when it takes too
 * long or too much memory; nothing that the page names is fetched, and nothing of it is run.
 */
export async function readPage(text: string, zone: string | null): Promise<PageReading> {
  if (isHtml(text)) return inThread({ text, zone })
  const page: Page = {
    kind: 'text',
    title: null,
    language: null,
    address: null,
    source: null,
    paragraphs: paragraphsOf(text),
    witnesses: [],
  }
  return { kind: 'page', page }
}

function inThread(order: PageOrder): Promise<PageReading> {
  return new Promise((done) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MIB, stackSizeMb: 4 },
      stdout: true,
      stderr: true,
    })
    const end = (reading: PageReading) => {
      clearTimeout(clock)
      done(reading)
      void worker.terminate()
    }
    const clock = setTimeout(
      () => end({ kind: 'refused', why: `it takes more than ${MOST_MS / 1000} seconds` }),
      MOST_MS,
    )
    worker.on('message', (message: PageMessage) =>
      end(message.kind === 'page' ? message : { kind: 'refused', why: message.why }),
    )
    worker.on('error', () =>
      end({ kind: 'refused', why: `it takes more than ${MOST_MIB} MiB of memory, or cannot be read` }),
    )
    worker.on('exit', () => end({ kind: 'refused', why: 'reading it ended before it was done' }))
  })
}
