import './StudyTable.css'
import './MethodsScreen.css'
import { h } from 'preact'
import { useEffect } from 'preact/hooks'
import { type Block, type Inline, type MathNode, plainText } from '../../core/document.ts'
import { answered } from '../../state/resource.ts'
import { useWords } from '../page.ts'
import { useTitle } from '../useTitle.ts'
import { Scrolls } from './Scrolls.tsx'

export { MethodsScreen as Part }

/** Waits until it is known which ticker the bar at the top leads to. */
export const settle = answered

/** The document on methods, in the language on screen, as a page; every number elsewhere leads to a place in it. */
function MethodsScreen() {
  const { title, blocks } = useWords('methods')
  useTitle(title)
  useEffect(() => {
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView()
  }, [])
  return (
    <main id="content" tabIndex={-1} class="methods">
      {blocks.map((block, i) => (
        <Shown key={i} block={block} place={i} />
      ))}
    </main>
  )
}

function Shown({ block, place }: { readonly block: Block; readonly place: number }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${block.level}` as const
      return (
        <Heading>
          <Text parts={block.text} />
        </Heading>
      )
    }
    case 'paragraph': {
      const [only, more] = block.text
      // A formula that stands alone is set out of the text; where it is wider than the page it scrolls.
      if (typeof only === 'object' && only.kind === 'formula' && more === undefined)
        return (
          <Scrolls name={only.text}>
            <Formula formula={only} isAlone />
          </Scrolls>
        )
      return (
        <p>
          <Text parts={block.text} />
        </p>
      )
    }
    case 'list':
      return (
        <ul>
          {block.items.map((item, i) => (
            <li key={i}>
              <Text parts={item} />
            </li>
          ))}
        </ul>
      )
    case 'code':
      return <pre>{block.text}</pre>
    case 'table':
      return (
        <Scrolls boxed name={`${plainText(block.head[0] ?? [])} ${place}`}>
          <table class="table study-table">
            <thead>
              <tr>
                {block.head.map((cell, i) => (
                  <th key={i} scope="col">
                    <Text parts={cell} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, r) => (
                <tr key={r}>
                  {row.map((cell, i) => (
                    <td key={i}>
                      <Text parts={cell} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      )
  }
}

function Text({ parts }: { readonly parts: readonly Inline[] }) {
  return (
    <>
      {parts.map((part, i) => (
        // The text never changes, so a part's place is its name.
        <Part key={i} part={part} />
      ))}
    </>
  )
}

function Part({ part }: { readonly part: Inline }) {
  if (typeof part === 'string') return <>{part}</>
  switch (part.kind) {
    case 'code':
      return <code>{part.text}</code>
    case 'formula':
      return <Formula formula={part} />
    case 'strong':
      return (
        <strong>
          <Text parts={part.parts} />
        </strong>
      )
    case 'emphasis':
      return (
        <em>
          <Text parts={part.parts} />
        </em>
      )
    case 'anchor':
      return <span id={part.id} />
    case 'link':
      return (
        <a href={part.href}>
          <Text parts={part.parts} />
        </a>
      )
  }
}

function Formula({
  formula: { nodes, text },
  isAlone = false,
}: {
  readonly formula: Extract<Inline, { kind: 'formula' }>
  readonly isAlone?: boolean
}) {
  return h(
    'math',
    { display: isAlone ? 'block' : 'inline', displaystyle: 'true', alttext: text },
    nodes.map((node, i) => <Shape key={i} node={node} />),
  )
}

function Shape({ node: { tag, attributes, children } }: { readonly node: MathNode }) {
  return h(
    tag,
    { ...attributes },
    children.map((child, i) => (typeof child === 'string' ? child : <Shape key={i} node={child} />)),
  )
}
