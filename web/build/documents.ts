import type { Plugin } from 'vite'
import { blocksOf } from './markdown.ts'

/** `import { blocks } from 'NAME.md?blocks'`: a document as data, read when the page is built and not in the page. */
export const documents = (): Plugin => ({
  name: 'documents',
  transform: {
    filter: { id: /\.md\?blocks$/ },
    handler: (markdown) => ({
      code: `export const blocks = ${JSON.stringify(blocksOf(markdown))}`,
      map: null,
      moduleType: 'js',
    }),
  },
})
