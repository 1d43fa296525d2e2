import { usePage } from './page.ts'

export const Announcer = () => (
  <p class="unseen" aria-live="polite" data-testid="announcer">
    {usePage().announcement}
  </p>
)
