/// <reference types="vitest/config" />
import { join } from 'node:path'
import { defineConfig } from 'vite'
import { documents } from './web/build/documents.ts'

const api = ['test/**/*.api.test.ts']
const browser = ['test/**/*.e2e.test.ts']

type Modules = { getModuleInfo(id: string): { isEntry: boolean; importers: string[] } | null }

/** Does the page need a file before its first screen: is it imported from the entry, without waiting? */
function isShell(id: string, modules: Modules, seen = new Set<string>()): boolean {
  if (seen.has(id)) return false
  seen.add(id)
  const { isEntry, importers } = modules.getModuleInfo(id) ?? { isEntry: false, importers: [] }
  return isEntry || importers.some((importer) => isShell(importer, modules, seen))
}

export default defineConfig({
  root: join(import.meta.dirname, 'web'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [documents()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    // Everything the page loads is a file of its own: the page's policy refuses data: scripts and inline styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What every screen needs stands in one file: many small ones compress badly and are all fetched anyway.
        codeSplitting: { groups: [{ name: (id, modules) => (isShell(id, modules) ? 'shell' : null) }] },
      },
    },
  },
  test: {
    root: import.meta.dirname,
    // Much of a test's time is waiting for servers, browsers and child processes: every core gets a worker.
    maxWorkers: '100%',
    // Programs that tests start are compiled once, not by each of them: half of what starting one costs.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/node') },
    reporters: ['default', join(import.meta.dirname, 'test/closingLine.ts')],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [...api, ...browser] },
      },
      { extends: true, test: { name: 'api', include: api, testTimeout: 30_000, globalSetup: './test/builtPage.ts' } },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: browser,
          testTimeout: 90_000,
          hookTimeout: 120_000,
          globalSetup: './test/builtPage.ts',
        },
      },
    ],
  },
})
