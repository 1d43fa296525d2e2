import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Shorter files gain nothing. */
const SHORTEST = 1024

/** Lays each text of the built page beside itself as gzip and brotli: packing them takes seconds that no start of a server has. */
export const packed = (): Plugin => ({
  name: 'packed',
  // What draws the page on the server is not sent.
  apply: ({ build }, { command }) => command === 'build' && !build?.ssr,
  writeBundle: ({ dir = '' }) => {
    for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(html|js|css|svg|json|webmanifest)$/.test(name)) continue
      const body = readFileSync(join(dir, name))
      if (body.length <= SHORTEST) continue
      writeFileSync(join(dir, `${name}.gz`), gzipSync(body, { level: 9 }))
      writeFileSync(join(dir, `${name}.br`), brotliCompressSync(body))
    }
  },
})
