import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { say } from './terminal.ts'

/** What decides whether a release may be tagged. */
export interface Release {
  /** `1.2.3`, of `package.json` and of the lock file. */
  readonly version: string
  readonly locked: string
  readonly changelog: string
  /** Lines of `git status --porcelain`. */
  readonly uncommitted: readonly string[]
  readonly tags: readonly string[]
}

/** Why a release cannot be tagged; null when it can. */
export function whyNoTag({ version, locked, changelog, uncommitted, tags }: Release): string | null {
  if (!/^\d+\.\d+\.\d+$/.test(version)) return `Cannot tag "${version}" as a version is three numbers: 1.2.3`
  if (locked !== version)
    return `Cannot tag ${version} as the lock file says ${locked}: run "npm install --package-lock-only"`
  if (!new RegExp(`^## ${version.replaceAll('.', '\\.')}\\b`, 'm').test(changelog))
    return `Cannot tag ${version} as CHANGELOG.md has no heading "## ${version}"`
  if (uncommitted.length > 0)
    return `Cannot tag ${version} as ${uncommitted.length} files are not committed: ${uncommitted[0]}`
  return tags.includes(`v${version}`) ? `Cannot tag ${version} as v${version} is there already` : null
}

const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' })
const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '')

if (import.meta.main && process.argv.length > 2) {
  say('Usage: npm run tag\n\nTags the version of package.json when changelog, lock file and work tree allow it.')
  if (!/^(--help|-h)$/.test(process.argv[2] ?? '')) process.exitCode = 2
} else if (import.meta.main) {
  const versionIn = (file: string) => (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
  const version = versionIn('package.json')
  const why = whyNoTag({
    version,
    locked: versionIn('package-lock.json'),
    changelog: readFileSync('CHANGELOG.md', 'utf8'),
    uncommitted: linesOf(git('status', '--porcelain')),
    tags: linesOf(git('tag')),
  })
  if (why === null) {
    git('tag', '--annotate', `v${version}`, '--message', `Aftershock ${version}`)
    say(`Tagged v${version}`)
  } else {
    say(why)
    process.exitCode = 1
  }
}
