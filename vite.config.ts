/// <reference types="vitest/config" />
import { defineConfig } from 'vite'

const api = ['test/**/*.api.test.ts']
const browser = ['test/**/*.e2e.test.ts']

export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'web/dist',
    emptyOutDir: true,
    sourcemap: false,
    rolldownOptions: { input: 'web/index.html' },
  },
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [...api, ...browser] },
      },
      { extends: true, test: { name: 'api', include: api, testTimeout: 30_000 } },
      {
        extends: true,
        test: { name: 'e2e', include: browser, testTimeout: 90_000, hookTimeout: 120_000, fileParallelism: false },
      },
    ],
  },
})
