import { coloursOf, type Scheme } from './colours.ts'
import { escaped } from './svg.ts'

/** What stands in a cell; a text in another language than the document's names it. */
export type Cell = string | { readonly text: string; readonly language: string | null }

/** A part of the document; one without content is left out. */
type Part =
  | { readonly title: string; readonly quote: string }
  | { readonly title: string; readonly table: string | null }
  | { readonly title: string; readonly lines: readonly string[] }
  /** Text to be taken as it is. */
  | { readonly title: string; readonly note: string; readonly data: string }

interface Sheet {
  readonly language: string
  readonly scheme: Scheme
  readonly title: string
  readonly svg: string
  readonly parts: readonly Part[]
}

/** A whole page in one file: nothing is fetched, and by its own policy nothing could be, nor could a script run. */
export function documentOf({ language, scheme, title, svg, parts }: Sheet): string {
  const { surface, ink, soft, grid, accent } = coloursOf(scheme)
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="${scheme}">
<meta name="generator" content="Aftershock">
<title>${escaped(title)}</title>
<style>
body{margin:0 auto;padding:16px;max-width:1200px;background:${surface};color:${ink};font:14px/1.45 system-ui,sans-serif;font-variant-numeric:tabular-nums}
svg{display:block;width:100%;height:auto}
h2{margin:24px 0 8px;font-size:16px}
p{margin:8px 0}
blockquote{margin:0;padding:8px 12px;border-left:3px solid ${accent}}
div{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:13px}
th,td{padding:4px 8px;border-bottom:1px solid ${grid};text-align:right;white-space:nowrap}
th{color:${soft};font-weight:600}
.text{text-align:left;white-space:normal}
.soft{color:${soft};overflow-wrap:anywhere}
pre{max-height:320px;overflow:auto;padding:8px;border:1px solid ${grid};font-size:12px}
@media print{pre{max-height:none;overflow:visible}}
</style>
</head>
<body>
<main>
${svg}${parts.map(partOf).join('')}</main>
</body>
</html>
`
}

function partOf(part: Part): string {
  const head = `<h2>${escaped(part.title)}</h2>\n`
  if ('quote' in part) return `${head}<blockquote>${escaped(part.quote)}</blockquote>\n`
  if ('table' in part) return part.table === null ? '' : `${head}<div tabindex="0">${part.table}</div>\n`
  if ('lines' in part) return `${head}${part.lines.map((line) => `<p class="soft">${escaped(line)}</p>\n`).join('')}`
  return `${head}<p class="soft">${escaped(part.note)}</p>\n<pre tabindex="0">${escaped(part.data)}</pre>\n`
}

/** Rows under their heads; columns that hold words begin at the left, those of figures end at the right. */
export function tableOf(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const isText = heads.map((_, at) => rows.some((row) => typeof row[at] === 'object') || at < heads.length - 4)
  const kind = (at: number) => (isText[at] === true ? ' class="text"' : '')
  const cell = (value: Cell, at: number): string =>
    typeof value === 'string'
      ? `<td${kind(at)}>${escaped(value)}</td>`
      : `<td${kind(at)}${value.language === null ? '' : ` lang="${escaped(value.language)}"`}>${escaped(value.text)}</td>`
  return `<table>
<thead><tr>${heads.map((head, at) => `<th scope="col"${kind(at)}>${escaped(head)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n')}
</tbody>
</table>`
}
