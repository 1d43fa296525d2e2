/** A piece of a line. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly parts: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly parts: readonly Inline[] }
  /** A place that links lead to. */
  | { readonly kind: 'anchor'; readonly id: string }

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly text: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'table'
      readonly head: readonly (readonly Inline[])[]
      readonly rows: readonly (readonly (readonly Inline[])[])[]
    }

/**
 * Markdown as our own documents use it: headings, paragraphs, lists, tables, fenced code, `code`, **strong**, links and
 * named anchors. Anything else stays text; nothing becomes markup of its own.
 */
export function blocksOf(markdown: string): readonly Block[] {
  const lines = markdown.replaceAll('\r\n', '\n').split('\n')
  const blocks: Block[] = []
  let paragraph: string[] = []
  const flush = () => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', text: inlineOf(paragraph.join(' ')) })
    paragraph = []
  }
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ''
    const heading = /^(#{1,3}) (.*)$/.exec(line)
    if (line.trim() === '') flush()
    else if (heading !== null) {
      flush()
      blocks.push({ kind: 'heading', level: (heading[1]?.length ?? 1) as 1 | 2 | 3, text: inlineOf(heading[2] ?? '') })
    } else if (line.startsWith('```')) {
      flush()
      const from = i + 1
      do i++
      while (i < lines.length && !lines[i]?.startsWith('```'))
      blocks.push({ kind: 'code', text: lines.slice(from, i).join('\n') })
    } else if (line.startsWith('|')) {
      flush()
      const from = i
      while (lines[i + 1]?.startsWith('|')) i++
      const rows = lines.slice(from, i + 1).map(cellsOf)
      blocks.push({ kind: 'table', head: rows[0] ?? [], rows: rows.slice(2) })
    } else if (/^ ?- /.test(line)) {
      flush()
      const items: string[] = []
      for (; i < lines.length && (lines[i] ?? '').trim() !== ''; i++) {
        const item = /^ ?- (.*)$/.exec(lines[i] ?? '')?.[1]
        if (item !== undefined) items.push(item)
        else items.push(`${items.pop() ?? ''} ${(lines[i] ?? '').trim()}`)
      }
      blocks.push({ kind: 'list', items: items.map(inlineOf) })
    } else paragraph.push(line.trim())
  }
  flush()
  return blocks
}

/** Cells of a table row; a bar inside `code` does not divide. */
function cellsOf(row: string): readonly (readonly Inline[])[] {
  const cells: string[] = []
  let cell = ''
  let inCode = false
  for (const mark of row.trim().replace(/^\|/, '').replace(/\|$/, '')) {
    if (mark === '`') inCode = !inCode
    if (mark === '|' && !inCode) {
      cells.push(cell)
      cell = ''
    } else cell += mark
  }
  return [...cells, cell].map((text) => inlineOf(text.trim()))
}

const mark = /`([^`]+)`|\*\*((?:[^*]|\*(?!\*))+)\*\*|<a id="([\w-]+)"><\/a>|\[([^\]]+)\]\(([^)\s]+)\)/g

/** The pieces of a line. A link leads to a place of the page, a path or an https address; any other is left as text. */
export function inlineOf(line: string): readonly Inline[] {
  const parts: Inline[] = []
  let from = 0
  const text = (to: number) => {
    if (to > from) parts.push({ kind: 'text', text: line.slice(from, to) })
  }
  for (const match of line.matchAll(mark)) {
    const [whole, code, strong, id, label, href] = match
    if (href !== undefined && !/^(#|\/(?!\/)|https:\/\/)/.test(href)) {
      text(match.index)
      parts.push({ kind: 'text', text: label ?? '' })
    } else {
      text(match.index)
      if (code !== undefined) parts.push({ kind: 'code', text: code })
      else if (strong !== undefined) parts.push({ kind: 'strong', parts: inlineOf(strong) })
      else if (id !== undefined) parts.push({ kind: 'anchor', id })
      else parts.push({ kind: 'link', href: href ?? '', parts: inlineOf(label ?? '') })
    }
    from = match.index + whole.length
  }
  text(line.length)
  return parts
}
