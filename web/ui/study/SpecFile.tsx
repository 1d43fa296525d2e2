import { useRef } from 'preact/hooks'
import type { Fault } from '../../refusal.ts'
import { LeftOut } from '../LeftOut.tsx'
import { useWords } from '../page.ts'
import { Scrolls } from './Scrolls.tsx'
import { useStudy } from './useStudy.ts'

/** A spec from the reader's disk in place of the form; dropping one on the page does the same. */
export function SpecFile() {
  const text = useWords('study')
  const { file, load } = useStudy()
  const field = useRef<HTMLInputElement>(null)
  return (
    <section class="spec-file" aria-labelledby="spec-file">
      <h2 id="spec-file">{text.specFile}</h2>
      {file.value === null ? (
        <p class="soft">{text.specHelp}</p>
      ) : (
        <p class="caution" role="status">
          {text.specShown(file.value.name)}
        </p>
      )}
      {file.value !== null && <LeftOut file={file.value.name} />}
      <p class="buttons">
        <button type="button" class="action" onClick={() => field.current?.click()}>
          {text.specChoose} …
        </button>
        {file.value !== null && (
          <button type="button" class="action" onClick={() => load(null)}>
            {text.specLeave}
          </button>
        )}
      </p>
      <input
        ref={field}
        type="file"
        hidden
        tabIndex={-1}
        aria-label={text.specChoose}
        accept=".json,application/json"
        onChange={({ currentTarget }) => {
          const [chosen] = currentTarget.files ?? []
          if (chosen !== undefined) void chosen.text().then((spec) => load({ name: chosen.name, text: spec }))
          // The same file again is a change again.
          currentTarget.value = ''
        }}
      />
    </section>
  )
}

/** What is wrong with a spec: each fault with its line, its field and what stands there. */
export function SpecFaults({ report }: { readonly report: readonly Fault[] }) {
  const text = useWords('study')
  return (
    <Scrolls boxed name={text.specFaults}>
      <table class="table study-table faults">
        <thead>
          <tr>
            <th scope="col">{text.specLine}</th>
            <th scope="col">{text.specField}</th>
            <th scope="col">{text.specFault}</th>
            <th scope="col">{text.specValue}</th>
          </tr>
        </thead>
        <tbody>
          {report.map(({ line, field, code, message, value }, at) => (
            <tr key={at}>
              <td class="number">{line ?? '–'}</td>
              <td>{field === null ? '–' : <code>{field}</code>}</td>
              <td>
                {/* That a key is not known is said by one sentence in either language. */}
                {text.specWhy[code]}{' '}
                {(code !== 'E_KEY' || text.specWhy[code] === undefined) &&
                  (text.specTold(message) ?? <span lang="en">{message}</span>)}
              </td>
              <td>{value === null ? '–' : <code>{value}</code>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolls>
  )
}
