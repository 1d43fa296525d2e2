import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkNames } from '../../../server/checks/finding.ts'

const root = join(import.meta.dirname, '../../..')
const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.test\.ts$/.test(file) && !file.endsWith('names.test.ts'))
  .map((file) => readFileSync(join(root, 'test', file), 'utf8'))
  .join('\n')
const docs = readFileSync(join(root, 'docs/data-quality.md'), 'utf8')

describe.each(checkNames)('%s', (check) => {
  const word = new RegExp(`(?<![A-Z_])${check}(?![A-Z_])`)
  it('is described in docs/data-quality.md', () => expect(docs).toMatch(word))
  it('is named by a test', () => expect(tests).toMatch(word))
})
