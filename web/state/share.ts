import type { Announcer } from './announcer.ts'
import type { PageWindow } from './pageWindow.ts'
import type { Text } from './text.ts'

/** Copies text and says so, aloud and to the caller. */
export const makeCopyText =
  ({ navigator }: PageWindow, { announce }: Announcer, { words }: Text) =>
  async (text: string): Promise<boolean> => {
    try {
      await navigator.clipboard.writeText(text)
      announce(words('page').copied)
      return true
    } catch {
      announce(words('page').copyFailed)
      return false
    }
  }
