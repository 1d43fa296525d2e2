import { words } from '../i18n/text.ts'
import { announce } from './announce.ts'

/** Copies text and says so, aloud and to the caller. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    announce(words.peek().copied)
    return true
  } catch {
    announce(words.peek().copyFailed)
    return false
  }
}
