import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Theme, themeOf } from '../../web/chart/theme.ts'
import { FAMILY } from './typeface.ts'

export const schemes = ['light', 'dark'] as const
export type Scheme = (typeof schemes)[number]

const sheet = readFileSync(join(import.meta.dirname, '../../web/style/tokens.css'), 'utf8')

/** The custom properties that the style sheet sets under a selector. */
function inksUnder(selector: string): ReadonlyMap<string, string> {
  const from = sheet.indexOf(`${selector} {`)
  if (from < 0) throw new Error(`Cannot find the colours of ${selector} in the style sheet`)
  const block = sheet.slice(from, sheet.indexOf('}', from))
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]),
  )
}

const [light, dark] = [inksUnder(':root'), inksUnder(':root[data-theme="dark"]')]

/** The colours of the page, from the one place where they stand, with the font that figures are drawn with. */
export const coloursOf = (scheme: Scheme): Theme =>
  themeOf(
    (name) => (scheme === 'dark' ? dark.get(name) : undefined) ?? light.get(name) ?? '',
    `${FAMILY}, Helvetica, Arial, sans-serif`,
  )
