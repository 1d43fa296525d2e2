import './StudyTable.css'
import './MethodsScreen.css'
import { useEffect } from 'preact/hooks'
import { blocks } from '../../../docs/methods.md?blocks'
import { type Block, type Inline, plainText } from '../../core/document.ts'
import { useWords } from '../page.ts'
import { useTitle } from '../useTitle.ts'
import { Scrolls } from './Scrolls.tsx'

/** docs/methods.md as a page; every number elsewhere leads to a place in it. */
export function MethodsScreen() {
  const text = useWords('study')
  useTitle(text.methodsTitle)
  useEffect(() => {
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView()
  }, [])
  return (
    <main id="content" tabIndex={-1} class="methods" lang="en">
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
    case 'paragraph':
      return (
        <p>
          <Text parts={block.text} />
        </p>
      )
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
