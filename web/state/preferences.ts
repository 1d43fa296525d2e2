import { computed, effect, signal } from '@preact/signals'
import type { Language } from '../core/address.ts'
import { view } from './view.ts'

export type Scheme = 'light' | 'dark'

const stored = (key: string): string | null => {
  try {
    return localStorage.getItem(key)
  } catch {
    // Storage may be forbidden; the page then follows the system.
    return null
  }
}
const store = (key: string, value: string) => {
  try {
    localStorage.setItem(key, value)
  } catch {
    // See above.
  }
}

const prefersDark = matchMedia('(prefers-color-scheme: dark)')
const system = signal<Scheme>(prefersDark.matches ? 'dark' : 'light')
prefersDark.addEventListener('change', ({ matches }) => {
  system.value = matches ? 'dark' : 'light'
})

const asked = stored('theme')
const chosen = signal<Scheme | null>(asked === 'dark' || asked === 'light' ? asked : null)

export const scheme = computed(() => chosen.value ?? system.value)

export function toggleScheme(): void {
  const next = scheme.value === 'dark' ? 'light' : 'dark'
  // Choosing what the system says is following the system again.
  chosen.value = next === system.value ? null : next
  store('theme', chosen.value ?? '')
}

effect(() => {
  document.documentElement.dataset.theme = scheme.value
})

/** Named in the address, else what was chosen before, else what the browser asks for. */
export const language = computed((): Language => {
  const named = view.value.language
  if (named !== null) return named
  const before = stored('language')
  if (before === 'en' || before === 'id') return before
  return navigator.languages.some((tag) => tag === 'in' || tag.startsWith('id')) ? 'id' : 'en'
})

export const rememberLanguage = (value: Language): void => store('language', value)

/** Is the page narrow: one merged rail, cards below the chart. */
const narrowQuery = matchMedia('(max-width: 719px)')
export const narrow = signal(narrowQuery.matches)
narrowQuery.addEventListener('change', ({ matches }) => {
  narrow.value = matches
})
