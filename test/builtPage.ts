import { buildPage, pageIsStale } from '../server/http/page.ts'

/** Before tests that start servers: the page is built once, not by each of them. */
export default async function setup(): Promise<void> {
  if (pageIsStale()) await buildPage()
}
