import { effect } from '@preact/signals'
import { render } from 'preact'
import { speak } from './i18n/text.ts'
import { language } from './state/preferences.ts'
import { App } from './ui/App.tsx'

const page = document.getElementById('page')
if (page !== null) {
  await speak(language.peek())
  render(<App />, page)
  effect(() => {
    void speak(language.value)
  })
}
