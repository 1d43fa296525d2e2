import { announcement } from '../state/announce.ts'

export const Announcer = () => (
  <p class="unseen" aria-live="polite" data-testid="announcer">
    {announcement}
  </p>
)
