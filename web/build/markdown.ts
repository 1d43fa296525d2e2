import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import type { Block, Inline } from '../core/document.ts'
import { formulaOf } from './formula.ts'

type Tree = ReturnType<typeof fromMarkdown>
type BlockNode = Tree['children'][number]
type InlineNode = Extract<BlockNode, { type: 'paragraph' }>['children'][number]

/**
 * Markdown as our own documents use it, as data: headings, paragraphs, lists of lines, tables, fenced code, `code`,
 * **strong**, links and named anchors.
 *
 * @throws Error for anything else, with its line: a document that the page cannot show is not built
 */
export function blocksOf(markdown: string): readonly Block[] {
  const tree = fromMarkdown(markdown, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] })
  return tree.children.map(blockOf)
}

function blockOf(node: BlockNode): Block {
  switch (node.type) {
    case 'heading':
      if (node.depth > 3) throw unknown(node)
      return { kind: 'heading', level: node.depth as 1 | 2 | 3, text: inlineOf(node.children) }
    case 'paragraph':
      return { kind: 'paragraph', text: inlineOf(node.children) }
    case 'code':
      return { kind: 'code', text: node.value }
    case 'list':
      if (node.ordered) throw unknown(node)
      return { kind: 'list', items: node.children.map(({ children }) => children.flatMap(lineOf)) }
    case 'table': {
      const [head = [], ...rows] = node.children.map((row) => row.children.map((cell) => inlineOf(cell.children)))
      return { kind: 'table', head, rows }
    }
    default:
      throw unknown(node)
  }
}

/** An item of a list is one paragraph. */
function lineOf(node: BlockNode): readonly Inline[] {
  if (node.type === 'paragraph') return inlineOf(node.children)
  throw unknown(node)
}

const inlineOf = (nodes: readonly InlineNode[]): readonly Inline[] => formulasIn(nodes.flatMap(pieceOf))

/** Code between dollars, as in $`x_t`$, is a formula: so readers of the file elsewhere see it typeset too. */
function formulasIn(parts: readonly Inline[]): readonly Inline[] {
  const shown: Inline[] = []
  for (let i = 0; i < parts.length; i++) {
    const [part, next] = [parts[i], parts[i + 1]]
    const before = shown.at(-1)
    if (
      typeof part !== 'object' ||
      part.kind !== 'code' ||
      typeof before !== 'string' ||
      !before.endsWith('$') ||
      typeof next !== 'string' ||
      !next.startsWith('$')
    ) {
      if (part !== undefined) shown.push(part)
      continue
    }
    shown.pop()
    if (before.length > 1) shown.push(before.slice(0, -1))
    shown.push({ kind: 'formula', text: part.text, nodes: formulaOf(part.text) })
    if (next.length > 1) shown.push(next.slice(1))
    i++
  }
  return shown
}

function pieceOf(node: InlineNode): Inline | readonly Inline[] {
  switch (node.type) {
    case 'text':
      // No number parts from its percent sign.
      return node.value.replace(/\s*\n\s*/g, ' ').replace(/(?<=\d) %/g, '\u00a0%')
    case 'inlineCode':
      return { kind: 'code', text: node.value }
    case 'strong':
    case 'emphasis':
      return { kind: node.type, parts: inlineOf(node.children) }
    case 'link':
      // The page has no other documents.
      if (/^[\w./-]+\.md(#[\w-]*)?$/.test(node.url)) return inlineOf(node.children)
      // To a place of the page, a path, or an https address.
      if (!/^(#|\/(?!\/)|https:\/\/)/.test(node.url)) throw unknown(node)
      return { kind: 'link', href: node.url, parts: inlineOf(node.children) }
    case 'html': {
      const id = /^<a id="([\w-]+)">$/.exec(node.value)?.[1]
      if (id !== undefined) return { kind: 'anchor', id }
      // The end of an anchor holds nothing.
      if (node.value === '</a>') return []
      throw unknown(node)
    }
    default:
      throw unknown(node)
  }
}

const unknown = ({ type, position }: BlockNode | InlineNode): Error =>
  new Error(`Cannot show the ${type} in line ${position?.start.line}: the page has no form for it`)
