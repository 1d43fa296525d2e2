/// <reference types="vitest/config" />
import { join } from 'node:path'
import { defineConfig } from 'vite'
import { ahead } from './web/build/ahead.ts'
import { documents } from './web/build/documents.ts'
import { packed } from './web/build/packed.ts'
import { shortLoader } from './web/build/shortLoader.ts'
import { systemDark } from './web/build/systemDark.ts'
import { withoutCookies } from './web/build/withoutCookies.ts'

const api = ['test/**/*.api.test.ts']
const browser = ['test/**/*.e2e.test.ts']

type Modules = {
  getModuleInfo(id: string): { isEntry: boolean; importers: string[]; dynamicImporters: string[] } | null
}

/** The files a file comes in with, without waiting: the entry of the page, and those that are imported when they are needed. */
function rootsOf(id: string, modules: Modules, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(id)) return new Set()
  seen.add(id)
  const { isEntry = false, importers = [], dynamicImporters = [] } = modules.getModuleInfo(id) ?? {}
  const own = isEntry || dynamicImporters.length > 0 ? [id] : []
  return new Set([...own, ...importers.flatMap((importer) => [...rootsOf(importer, modules, seen)])])
}

const isShell = (id: string, modules: Modules): boolean =>
  [...rootsOf(id, modules)].some((root) => modules.getModuleInfo(root)?.isEntry)

/** Does a file come in only when a screen of a ticker, or what has come in on top of it, asks for it? */
function isOnTop(root: string, modules: Modules, seen = new Set<string>()): boolean {
  if (seen.has(root)) return true
  seen.add(root)
  const { dynamicImporters = [] } = modules.getModuleInfo(root) ?? {}
  const from = dynamicImporters.flatMap((importer) => [...rootsOf(importer, modules)])
  return from.length > 0 && from.every((each) => each.endsWith('/TickerScreen.tsx') || isOnTop(each, modules, seen))
}

/** The file for what several parts of the page need and none of them waits for: one with what a ticker shows, one without. */
function sharedBy(id: string, modules: Modules): 'api' | 'shared' | 'others' | null {
  const roots = [...rootsOf(id, modules)]
  // What asks the server comes in beside the shell, before any screen does.
  if (roots.some((root) => root.endsWith('/web/api.ts') || root.endsWith('/web/ui/onceShown.ts'))) return 'api'
  // What comes in on top of a screen finds there what it shares with it.
  const own = roots.filter((root) => !isOnTop(root, modules))
  if (own.length < 2 || roots.includes(id)) return null
  return roots.some((root) => root.endsWith('/TickerScreen.tsx')) ? 'shared' : 'others'
}

/** A chart speaks of its figures and of what is wrong with its prices: those words come in with those of every screen. */
function wordsOf(id: string): string | null {
  const [, language] = /\/i18n\/(\w+)\/(?:page|quality|figure)\.ts$/.exec(id) ?? []
  return language === undefined ? null : `words-${language}`
}

export default defineConfig({
  root: join(import.meta.dirname, 'web'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [documents(), systemDark(), withoutCookies(), ahead(), shortLoader(), packed()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    // Which style sheets a screen needs: the server names them in the page that comes drawn.
    manifest: true,
    // Everything the page loads is a file of its own: the page's policy refuses data: scripts and inline styles.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // What a screen shares with others is here before it, with the words: only style sheets are named beside it.
      resolveDependencies: (_, files, { hostType }) =>
        hostType === 'html' ? files : files.filter((file) => file.endsWith('.css')),
    },
    rolldownOptions: {
      // Where there is no browser all of the page is one file, and nothing waits.
      checks: { ineffectiveDynamicImport: false },
      output: {
        // Every name stands in the scripts that come first: seven letters tell as well as eight.
        chunkFileNames: 'assets/[name]-[hash:7].js',
        assetFileNames: 'assets/[name]-[hash:7][extname]',
        // Few files: many small ones compress badly and are all fetched anyway.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: wordsOf, debugName: 'words', priority: 0 },
            {
              name: (id, modules) => (isShell(id, modules) ? 'shell' : null),
              debugName: 'shell',
              priority: 3,
            },
            // A file takes along what its modules import: what a ticker needs is dealt before what only others do.
            {
              name: (id, modules) => (sharedBy(id, modules) === 'others' ? null : sharedBy(id, modules)),
              debugName: 'of a ticker',
              priority: 2,
            },
            // Each takes what its files need along, so the one that a ticker waits for comes first.
            ...(['api', 'shared', 'others'] as const).map((name, at) => ({
              name: (id: string, modules: Modules) => (sharedBy(id, modules) === name ? name : null),
              debugName: name,
              priority: 1 - at / 10,
            })),
          ],
        },
      },
    },
  },
  test: {
    root: import.meta.dirname,
    // Much of a test's time is waiting for servers, browsers and child processes: every core gets a worker.
    maxWorkers: '100%',
    // What files import is loaded once by each worker, not for each file: a quarter of the CPU. A test leaves nothing
    // behind that another could meet.
    isolate: false,
    // Programs that tests start are compiled once, not by each of them: half of what starting one costs.
    // No clock of a machine may matter, so tests run far from New York, where most of what they tell happens.
    env: {
      NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/node'),
      TZ: process.env.TZ ?? 'Asia/Jakarta',
    },
    reporters: ['default', join(import.meta.dirname, 'test/closingLine.ts')],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...api, ...browser],
          // Not a bound of speed: what has not ended by then hangs.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'api',
          include: api,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: './test/builtPage.ts',
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: browser,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          globalSetup: './test/builtPage.ts',
        },
      },
    ],
  },
})
