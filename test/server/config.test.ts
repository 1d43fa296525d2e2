import { describe, expect, it } from 'vitest'
import { namesOf, readConfig } from '../../server/config.ts'

const token = 'sixteen-characters-or-more'

describe('readConfig', () => {
  it('readConfig() takes arguments before the environment before defaults', () => {
    expect(readConfig([], {})).toMatchObject({
      config: { port: 4173, host: '127.0.0.1', db: 'data/aftershock.db', schedule: false },
    })
    expect(readConfig([], { PORT: '5000', AFTERSHOCK_DB: 'x.db' })).toMatchObject({
      config: { port: 5000, db: 'x.db' },
    })
    expect(readConfig(['--port', '6000', '--db', 'y.db'], { PORT: '5000', AFTERSHOCK_DB: 'x.db' })).toMatchObject({
      config: { port: 6000, db: 'y.db' },
    })
  })
  it.each(['65536', '-1', '80a', '0x50', '', '1e3', ' 80'])('readConfig() refuses the port "%s"', (port) =>
    expect(readConfig([`--port=${port}`], {})).toMatchObject({ kind: 'wrong' }),
  )
  it('readConfig() refuses an unknown option', () =>
    expect(readConfig(['--prot', '1'], {})).toMatchObject({ kind: 'wrong' }))
  it('readConfig() opens to other machines only with a token', () => {
    expect(readConfig(['--host', '0.0.0.0'], {})).toMatchObject({ kind: 'wrong' })
    expect(readConfig(['--host', '0.0.0.0'], { AFTERSHOCK_TOKEN: 'short' })).toMatchObject({ kind: 'wrong' })
    expect(readConfig(['--host', '0.0.0.0'], { AFTERSHOCK_TOKEN: token })).toMatchObject({ kind: 'config' })
  })
  it('readConfig() takes origins for frames and for links that leave, and nothing behind them', () => {
    expect(
      readConfig(
        [
          '--frame-origin',
          'https://a.example',
          '--frame-origin',
          'http://b.example:8080',
          '--public-url',
          'https://d.example',
        ],
        {},
      ),
    ).toMatchObject({
      config: { frameOrigins: ['https://a.example', 'http://b.example:8080'], publicUrl: 'https://d.example' },
    })
    expect(readConfig([], {})).toMatchObject({ config: { frameOrigins: [], publicUrl: null } })
    for (const wrong of [
      'https://a.example/',
      'a.example',
      '*',
      'https://A.example',
      "https://a.example 'self'",
      'ftp://a.example',
    ])
      for (const option of ['--frame-origin', '--public-url'])
        expect(readConfig([option, wrong], {})).toMatchObject({ kind: 'wrong' })
  })
  it('readConfig() takes a limit of uploads in MiB, 10 where none is named', () => {
    expect(readConfig([], {})).toMatchObject({ config: { uploadLimit: 10_485_760 } })
    expect(readConfig(['--upload-limit', '64'], {})).toMatchObject({ config: { uploadLimit: 67_108_864 } })
    for (const wrong of ['0', '513', '1.5', '1e2', 'many', '-3'])
      expect(readConfig([`--upload-limit=${wrong}`], {})).toMatchObject({ kind: 'wrong' })
  })
  it('namesOf() adds the names that were allowed and never 0.0.0.0', () => {
    const asked = readConfig(['--host', '0.0.0.0', '--allow-host', 'Desk.Example'], { AFTERSHOCK_TOKEN: token })
    expect(asked.kind === 'config' && namesOf(asked.config)).toEqual([
      'localhost',
      '127.0.0.1',
      '[::1]',
      'desk.example',
    ])
  })
})

describe('optionFault()', () => {
  const faultOf = (...args: readonly string[]) => {
    const asked = readConfig(args, {})
    return asked.kind === 'wrong' ? asked.why : asked.kind
  }
  it.each([
    [['--modle'], 'Cannot use --modle: there is no such option, --help lists them'],
    [['--port'], 'Cannot use --port without its value: write --port=VALUE'],
    [['--schedule=yes'], 'Cannot use --schedule with a value: it takes none'],
    [['word'], 'Cannot use "word": options begin with --, --help lists them'],
    [['--version'], 'version'],
  ] as const)('%s is answered in our own words', (args, why) => expect(faultOf(...args)).toBe(why))
})
