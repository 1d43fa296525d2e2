import { describe, expect, it } from 'vitest'
import { makeNavigation } from '../../../web/state/navigation.ts'
import { makePreferences } from '../../../web/state/preferences.ts'
import { madeWindow } from './madeWindow.ts'

const DARK = '(prefers-color-scheme: dark)'
const made = (options: Parameters<typeof madeWindow>[0]) => {
  const window = madeWindow(options)
  const navigation = makeNavigation(window.page)
  return { ...window, ...navigation, ...makePreferences(window.page, navigation) }
}

describe('colours', () => {
  it('follow the system until the reader chooses', () => {
    const { scheme, switchMedia, setHabit } = made({})
    expect(scheme.value).toBe('light')
    switchMedia(DARK, true)
    expect(scheme.value).toBe('dark')
    setHabit('theme', 'light')
    expect(scheme.value).toBe('light')
    switchMedia(DARK, false)
    switchMedia(DARK, true)
    expect(scheme.value).toBe('light')
  })
  it('follow the system again when the reader says so', () => {
    const { scheme, stored, switchMedia, setHabit } = made({ stored: { theme: 'dark' } })
    expect(scheme.value).toBe('dark')
    setHabit('theme', '')
    expect(stored.get('theme')).toBe('')
    expect(scheme.value).toBe('light')
    switchMedia(DARK, true)
    expect(scheme.value).toBe('dark')
  })
  it('what is stored by somebody else is no colour', () =>
    expect(made({ stored: { theme: 'sepia' }, media: [DARK] }).scheme.value).toBe('dark'))
})

describe('the language', () => {
  it.each<[Parameters<typeof madeWindow>[0], string]>([
    [{ address: '/t/MSFT?l=en', stored: { language: 'id' }, languages: ['id'] }, 'en'],
    [{ stored: { language: 'id' }, languages: ['en-US'] }, 'id'],
    [{ stored: { language: 'xx' }, languages: ['fr', 'id-ID'] }, 'id'],
    [{ languages: ['en-US', 'in'] }, 'id'],
    [{ languages: ['fr', 'it'] }, 'en'],
    [{ languages: ['indigo'] }, 'en'],
    [{ languages: [] }, 'en'],
  ])('of %j is %s', (options, language) => expect(made(options).language.value).toBe(language))
  it('that was chosen is remembered', () => {
    const { stored, setHabit } = made({})
    setHabit('language', 'id')
    expect(stored.get('language')).toBe('id')
  })
})

it('single keys can be switched off, which is remembered', () => {
  const { singleKeys, stored, setHabit } = made({})
  expect(singleKeys.value).toBe(true)
  setHabit('keys', 'off')
  expect(stored.get('keys')).toBe('off')
  expect(made({ stored: { keys: 'off' } }).singleKeys.value).toBe(false)
  setHabit('keys', '')
  expect([singleKeys.value, stored.get('keys')]).toEqual([true, ''])
})

it('a browser that forbids storage gets the page all the same', () => {
  const { scheme, language, setHabit } = made({ noStorage: true, languages: ['id'] })
  expect(language.value).toBe('id')
  setHabit('theme', 'dark')
  expect(scheme.value).toBe('dark')
})

it('narrow follows the width of the page', () => {
  const { narrow, switchMedia } = made({})
  expect(narrow.value).toBe(false)
  switchMedia('(max-width: 719px), (max-height: 480px)', true)
  expect(narrow.value).toBe(true)
})
