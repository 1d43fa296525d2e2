import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { soon } from './browser.ts'

const source = readFileSync(join(import.meta.dirname, '..', '..', 'node_modules', 'axe-core', 'axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
}

/**
 * Rules of WCAG 2.2 AA and good practice that the page breaks, one line each; none when it is clean.
 *
 * What is dimmed or half there while an answer is under way is looked at again: a fault stays.
 */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  // Evaluated from outside the page, so that the page's own policy stays as strict as it is served.
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(source)
  const until = performance.now() + soon.timeout
  let found = await look(page)
  while (found.length > 0 && performance.now() < until) {
    await page.waitForTimeout(soon.interval)
    found = await look(page)
  }
  return found
}

async function look(page: Page): Promise<readonly string[]> {
  const violations = await page.evaluate(
    async () =>
      (await (globalThis as unknown as { axe: { run: () => Promise<{ violations: readonly Violation[] }> } }).axe.run())
        .violations,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary.replace(/\s+/g, ' ')}`),
  )
}
