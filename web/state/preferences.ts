import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { type Language, languageAsked, languageOf } from '../core/languages.ts'
import type { Navigation } from './navigation.ts'
import type { PageWindow } from './pageWindow.ts'

/** Light or dark colours. */
export type Scheme = 'light' | 'dark'

/** Empty: as the page begins, and as the system says. `theme`: light, dark; `keys`: off; `directions`: up-green, up-red; `motion`: less; `density`: compact, roomy. */
const names = ['language', 'theme', 'keys', 'directions', 'motion', 'density'] as const
export type Habit = (typeof names)[number]

const DARK = '(prefers-color-scheme: dark)'
/** One merged rail, cards below the chart: where there is no room beside it, or so little height that lanes do not fit. */
const NARROW = '(max-width: 719px), (max-height: 480px)'

/** What the reader is used to: colours, language and keys are kept in the browser, not in the link. */
export function makePreferences(page: PageWindow, { view }: Navigation) {
  const system = matching(page, DARK)
  const habits = Object.fromEntries(names.map((name) => [name, signal(stored(page, name) ?? '')])) as {
    readonly [N in Habit]: Signal<string>
  }
  return {
    habits,
    setHabit(name: Habit, value: string): void {
      habits[name].value = value
      store(page, name, value)
    },
    scheme: computed((): Scheme => {
      const { value } = habits.theme
      return value === 'dark' || value === 'light' ? value : system.value ? 'dark' : 'light'
    }),
    /** Do keys without Ctrl do something? Who speaks to the machine, or hits keys unawares, can do without them. */
    singleKeys: computed(() => habits.keys.value !== 'off'),
    /** Named in the address, else what was chosen before, else what the browser asks for. */
    language: computed(
      (): Language =>
        view.value.language ?? languageOf(habits.language.value) ?? languageAsked(page.navigator.languages),
    ),
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
