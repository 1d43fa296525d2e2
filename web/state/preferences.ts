import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { type Language, languageAsked, languageOf } from '../core/languages.ts'
import type { Navigation } from './navigation.ts'
import type { PageWindow } from './pageWindow.ts'

/** Light or dark colours. */
export type Scheme = 'light' | 'dark'

const DARK = '(prefers-color-scheme: dark)'
/** One merged rail, cards below the chart: where there is no room beside it, or so little height that lanes do not fit. */
const NARROW = '(max-width: 719px), (max-height: 480px)'

/** What the reader is used to: colours and language are kept in the browser, not in the link. */
export function makePreferences(page: PageWindow, { view }: Navigation) {
  const system = matching(page, DARK)
  const asked = stored(page, 'theme')
  const chosen = signal<Scheme | null>(asked === 'dark' || asked === 'light' ? asked : null)
  const systemScheme = computed((): Scheme => (system.value ? 'dark' : 'light'))
  const scheme = computed(() => chosen.value ?? systemScheme.value)
  return {
    scheme,
    toggleScheme(): void {
      const next = scheme.peek() === 'dark' ? 'light' : 'dark'
      // Choosing what the system says is following the system again.
      chosen.value = next === systemScheme.peek() ? null : next
      store(page, 'theme', chosen.value ?? '')
    },
    /** Named in the address, else what was chosen before, else what the browser asks for. */
    language: computed(
      (): Language =>
        view.value.language ?? languageOf(stored(page, 'language')) ?? languageAsked(page.navigator.languages),
    ),
    rememberLanguage: (language: Language): void => store(page, 'language', language),
    narrow: matching(page, NARROW),
  }
}

function matching({ matchMedia }: PageWindow, query: string): ReadonlySignal<boolean> {
  const media = matchMedia(query)
  const state = signal(media.matches)
  media.addEventListener('change', ({ matches }) => {
    state.value = matches
  })
  return state
}

function stored(page: PageWindow, key: string): string | null {
  try {
    return page.localStorage.getItem(key)
  } catch {
    // Storage may be forbidden; the page then follows the system.
    return null
  }
}

function store(page: PageWindow, key: string, value: string): void {
  try {
    page.localStorage.setItem(key, value)
  } catch {
    // See above.
  }
}
