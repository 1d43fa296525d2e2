import { existsSync, mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

function findBrowser(): string | null {
  const asked = process.env.CHROME_PATH
  if (asked !== undefined && existsSync(asked)) return asked
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin', '/usr/local/bin')
  const places = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  return [...places, mac].find((place) => existsSync(place)) ?? null
}

/** Path of a Chromium; null: none is installed, and the tests that need one are skipped in sight. */
export const browserPath = findBrowser()

if (browserPath === null && process.env.CI === 'true')
  throw new Error('Cannot find a Chromium for the browser tests: install one or name it with CHROME_PATH')

const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: browserPath ?? '',
    args: [
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
      // One process draws every page of a run: starting one for each page costs a fifth of a page's time.
      '--in-process-gpu',
      '--process-per-site',
      '--renderer-process-limit=1',
      '--disable-site-isolation-trials',
      '--disable-features=IsolateOrigins,site-per-process',
      // The sandbox refuses to run as the superuser, which containers are.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  })

/**
 * A browser of its own. Chromium 156 has ended by SIGSEGV as it started, before any page was open: that says
 * nothing about the product, so a browser that does not start is started again, twice at most.
 */
export const openBrowser = (): Promise<Browser> => launch().catch(launch).catch(launch)

export interface Watched {
  readonly page: Page
  /** Everything that went wrong on the page, or on others of its context: console errors, policy violations, exceptions. */
  readonly complaints: readonly string[]
}

/** A page in a context of its own that keeps what the browser complains about. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US', ...options })
  const page = await context.newPage()
  if (options.javaScriptEnabled !== false) waitsForScripts(page)
  const complaints: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  context.on('weberror', (error) => complaints.push(String(error.error())))
  return { page, complaints }
}

/**
 * A page that comes drawn answers nothing before its first script is there, which takes a moment on a busy machine:
 * `goto` and `reload` wait until all of it answers, unless a test says with `waitUntil` what it waits for.
 */
function waitsForScripts(page: Page): void {
  const plain = { goto: page.goto.bind(page), reload: page.reload.bind(page) }
  const answers = () => page.waitForFunction(() => !document.querySelector('[data-drawn]'))
  page.goto = async (address, options) => {
    const answer = await plain.goto(address, options)
    if (options?.waitUntil === undefined) await answers()
    return answer
  }
  page.reload = async (options) => {
    const answer = await plain.reload(options)
    if (options?.waitUntil === undefined) await answers()
    return answer
  }
}

/** Waits until the engine has drawn the chart. */
export const drawn = (page: Page): Promise<void> =>
  page.locator('#plot .canvas canvas').first().waitFor({ state: 'attached' })

/** For `expect.poll`: what a part of the page says, no-break spaces as spaces. */
export const wordsOf = (part: Locator) => async (): Promise<string> =>
  ((await part.textContent()) ?? '').replaceAll('\u00a0', ' ')

/** The address bar as the page has it now: `page.url()` is told of a change a moment after the page has made it. */
export const addressOf = (page: Page): Promise<string> => page.evaluate(() => location.href)

const artifacts = join(import.meta.dirname, '..', '..', 'test-artifacts')

/** Keeps a picture of the page beside the results of the run. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(artifacts, { recursive: true })
  await page.screenshot({ path: join(artifacts, `${name}.png`) })
}

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
}

/** For `expect.poll`: what is animated, or follows an answer, may take a moment on a busy machine. */
export const soon = { timeout: 20_000, interval: 50 }
