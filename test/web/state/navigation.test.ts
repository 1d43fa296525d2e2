import { effect } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { makeNavigation } from '../../../web/state/navigation.ts'
import { madeWindow } from './madeWindow.ts'

describe('makeNavigation', () => {
  it('the view is that of the address', () => {
    const { page } = madeWindow({ address: '/t/MSFT?r=6m&ev=ceo-left&l=id' })
    expect(makeNavigation(page).view.value).toMatchObject({
      screen: { kind: 'ticker', ticker: 'MSFT' },
      range: { kind: 'preset', preset: '6m' },
      event: 'ceo-left',
      language: 'id',
    })
  })
  it('go() changes the address, as one step that the back button undoes', () => {
    const { page, steps, back } = madeWindow({ address: '/t/MSFT' })
    const { view, go } = makeNavigation(page)
    go({ event: 'ceo-left' })
    go({ window: [0, 5] })
    expect(steps).toEqual(['/t/MSFT', '/t/MSFT?ev=ceo-left', '/t/MSFT?ev=ceo-left&w=0..5'])
    back()
    expect(view.value).toMatchObject({ event: 'ceo-left', window: [-1, 1] })
    back()
    expect(view.value.event).toBeNull()
  })
  it('parts say what the view says, and each is heard of by itself: not of a move of the chart', () => {
    const { page, back } = madeWindow({ address: '/t/MSFT?l=id' })
    const { view, parts, go } = makeNavigation(page)
    const heard: unknown[] = []
    effect(() => void heard.push([parts.event, parts.rails.length]))
    go({ range: { kind: 'dates', from: '2023-11-01', to: '2023-11-30' } })
    expect(heard).toHaveLength(1)
    go({ event: 'ceo-left' })
    expect(heard.at(-1)).toEqual(['ceo-left', view.value.rails.length])
    expect({ ...parts }).toEqual(view.value)
    back()
    expect(parts.event).toBeNull()
  })
  it('go() on the way to a step leaves none behind', () => {
    const { page, steps } = madeWindow({ address: '/t/MSFT' })
    const { go } = makeNavigation(page)
    for (const query of ['a', 'al', 'alt']) go({ query }, 'replace')
    expect(steps).toEqual(['/t/MSFT?q=alt'])
  })
  it('go() to where the reader is makes no step', () => {
    const { page, steps } = madeWindow({ address: '/t/MSFT' })
    makeNavigation(page).go({ event: null })
    expect(steps).toEqual(['/t/MSFT'])
  })
  it('addressOf() changes nothing', () => {
    const { page, steps } = madeWindow({ address: '/t/MSFT?ev=ceo-left' })
    const { view, addressOf } = makeNavigation(page)
    expect(addressOf({ screen: { kind: 'methods' }, event: null })).toBe('/methods')
    expect(view.value.screen.kind).toBe('ticker')
    expect(steps).toHaveLength(1)
  })
})
