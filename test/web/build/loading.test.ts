import { afterEach, describe, expect, it, vi } from 'vitest'
import { putHabits } from '../../../web/build/ahead.ts'
import { withStyles } from '../../../web/build/shortLoader.ts'

afterEach(() => vi.unstubAllGlobals())

describe('what runs before the first paint', () => {
  it('puts what the reader chose on the root, and nothing else that is kept', () => {
    const kept: { readonly [key: string]: string } = { theme: 'dark', density: 'compact', motion: '', language: 'id' }
    const dataset = {}
    vi.stubGlobal('localStorage', { getItem: (key: string) => kept[key] ?? null })
    vi.stubGlobal('document', { documentElement: { dataset } })
    putHabits()
    expect(dataset).toEqual({ theme: 'dark', density: 'compact' })
  })
  it('does without where storage is forbidden', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('forbidden')
      },
    })
    expect(putHabits).not.toThrow()
  })
})

describe('what brings a part of the page', () => {
  it('waits for its style sheets, asks once for each, and again for one that failed', async () => {
    type Made = { href: string; onload: () => void; onerror: () => void; remove: () => void }
    const links: Made[] = []
    let there = ''
    vi.stubGlobal('document', {
      querySelector: (selector: string) => (there !== '' && selector.includes(there) ? {} : null),
      createElement: () => {
        const link = { remove: () => void links.splice(links.indexOf(link), 1) } as Made
        return link
      },
      head: { append: (link: Made) => links.push(link) },
    })
    let loaded = 0
    const load = async () => ++loaded
    const first = withStyles(load, ['a.css', 'b.css'])
    const second = withStyles(load, ['a.css'])
    expect(links.map(({ href }) => href)).toEqual(['/a.css', '/b.css'])
    expect(loaded).toBe(0)
    const [a, b] = [...links]
    a?.onload()
    expect(await second).toBe(1)
    b?.onerror()
    await expect(first).rejects.toThrow('Cannot load /b.css')
    expect(links.map(({ href }) => href)).toEqual(['/a.css'])
    const third = withStyles(load, ['b.css'])
    links[1]?.onload()
    expect(await third).toBe(2)
    there = '/c.css'
    expect(await withStyles(load, ['c.css'])).toBe(3)
    expect(await withStyles(load)).toBe(4)
    expect(links.length).toBe(2)
  })
})
