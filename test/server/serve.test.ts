import { join, relative } from 'node:path'
import { expect, it } from 'vitest'
import { loadedBy } from '../loadedBy.ts'

const root = join(import.meta.dirname, '../..')

// What is loaded stays in memory for as long as the server runs: a fifth of it was what most servers never use.
it('a server loads what reads articles and files, and what draws figures, when it is first asked for', () => {
  const loaded = [...loadedBy(join(root, 'server/serve.ts'))].map((file) => relative(root, file))
  expect(loaded).toContain('server/verbs/articles.ts')
  const large = /^server\/(articles\/article|sources\/dates|ingest\/ingest|figures\/chartFigure)\.ts$/
  expect(loaded.filter((file) => large.test(file))).toEqual([])
})
