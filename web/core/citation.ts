/** What a citation says of a figure or a finding. */
export type Cited = {
  /** What is shown: ticker, and of when. */
  readonly title: string
  /** Where it can be seen again. */
  readonly address: string
  /** The day it was looked at, `YYYY-MM-DD`. */
  readonly seen: string
  /** Of the data: who recomputes it from equal data finds the same. */
  readonly version: string
  /** Where the prices came from, and that version, in the language of the title. */
  readonly note: string
}

export const citationForms = ['plain', 'bibtex', 'ris'] as const
export type CitationForm = (typeof citationForms)[number]

/** Characters that mean something else in BibTeX, as it wants them. */
const forBibtex = (text: string): string =>
  text.replaceAll(/[\\{}$&#%_^~]/g, (sign) => {
    if (sign === '\\') return '\\textbackslash{}'
    if (sign === '^') return '\\textasciicircum{}'
    if (sign === '~') return '\\textasciitilde{}'
    return `\\${sign}`
  })

/**
 * A citation as plain text, as a BibTeX entry, or in the form of reference managers (RIS, Research Information Systems).
 * The year is that of the day it was looked at.
 */
export function citation(form: CitationForm, { title, address, seen, version, note }: Cited): string {
  switch (form) {
    case 'plain':
      return `${title}. Aftershock. ${note} ${address} (${seen}).`
    case 'bibtex':
      return [
        `@misc{aftershock-${version},`,
        `  title        = {${forBibtex(title)}},`,
        '  author       = {{Aftershock}},',
        `  year         = {${seen.slice(0, 4)}},`,
        `  howpublished = {\\url{${address}}},`,
        `  urldate      = {${seen}},`,
        `  note         = {${forBibtex(note)}}`,
        '}',
        '',
      ].join('\n')
    case 'ris':
      return [
        'TY  - ELEC',
        `TI  - ${title}`,
        'AU  - Aftershock',
        `PY  - ${seen.slice(0, 4)}`,
        `UR  - ${address}`,
        `Y2  - ${seen.replaceAll('-', '/')}`,
        `N1  - ${note}`,
        'ER  - ',
        '',
      ].join('\r\n')
  }
}
