import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

/** What `main.tsx` keeps up to date afterwards. It is sent as it stands here: without types, and without what is imported. */
export function putHabits(): void {
  try {
    for (const name of ['theme', 'directions', 'motion', 'density']) {
      const value = localStorage.getItem(name)
      if (value) document.documentElement.dataset[name] = value
    }
  } catch {
    // Storage may be forbidden; the page then follows the system.
  }
}

const source = `(${putHabits})()`
const fileName = `assets/ahead-${createHash('sha256').update(source).digest('base64url').slice(0, 8)}.js`

/**
 * Colours, and how near together things stand, as the reader chose them before: ahead of the first paint, as they would
 * change under the reader's eyes when the page's scripts are here. A file of its own, as the policy of the page takes no
 * script that stands in it.
 */
export const ahead = (): Plugin => ({
  name: 'ahead',
  apply: (_, { command, isSsrBuild }) => command === 'build' && isSsrBuild !== true,
  buildStart() {
    this.emitFile({ type: 'asset', fileName, source })
  },
  transformIndexHtml: () => [{ tag: 'script', attrs: { src: `/${fileName}` }, injectTo: 'head-prepend' }],
})
