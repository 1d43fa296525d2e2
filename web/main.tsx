import './style/index.css'
import { effect } from '@preact/signals'
import { render } from 'preact'
import { makeState } from './state/state.ts'
import { App } from './ui/App.tsx'

const page = document.getElementById('page')
if (page !== null) {
  const state = makeState(window)
  effect(() => {
    document.documentElement.dataset.theme = state.scheme.value
  })
  effect(() => {
    document.documentElement.lang = state.spoken.value
  })
  await state.load('page')
  render(<App state={state} />, page)
}
