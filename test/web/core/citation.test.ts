import { describe, expect, it } from 'vitest'
import { type Cited, citation } from '../../../web/core/citation.ts'

const cited: Cited = {
  title: 'AT&T_50%, 1 Nov 2023 to 15 Dec 2023',
  address: 'http://127.0.0.1:3000/t/T?r=2023-11-01..2023-12-15',
  seen: '2026-11-29',
  version: '0123456789ab',
  note: 'Sumber: yahoo, diambil 29 Nov 2026; data 0123456789ab.',
}

describe('citation()', () => {
  it('as plain text', () =>
    expect(citation('plain', cited)).toBe(
      'AT&T_50%, 1 Nov 2023 to 15 Dec 2023. Aftershock. Sumber: yahoo, diambil 29 Nov 2026; data 0123456789ab. http://127.0.0.1:3000/t/T?r=2023-11-01..2023-12-15 (2026-11-29).',
    ))
  it('for BibTeX, with its signs escaped but for those of the address', () => {
    const entry = citation('bibtex', cited)
    expect(entry).toContain('title        = {AT\\&T\\_50\\%, 1 Nov 2023 to 15 Dec 2023}')
    expect(entry).toContain('\\url{http://127.0.0.1:3000/t/T?r=2023-11-01..2023-12-15}')
    expect(entry).toContain('year         = {2026}')
    expect(entry).toContain('urldate      = {2026-11-29}')
    expect(entry.split('{').length).toBe(entry.split('}').length)
    expect(citation('bibtex', { ...cited, title: '^GSPC' })).toContain('{\\textasciicircum{}GSPC}')
  })
  it('for reference managers, each line with its tag and the last one ending the record', () => {
    const lines = citation('ris', cited).trimEnd().split('\r\n')
    expect(lines.every((line) => /^[A-Z][A-Z0-9] {2}-/.test(line))).toBe(true)
    expect([lines[0], lines.at(-1)]).toEqual(['TY  - ELEC', 'ER  -'])
    expect(lines).toContain('Y2  - 2026/11/29')
  })
})
