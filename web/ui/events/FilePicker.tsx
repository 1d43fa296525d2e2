import { useRef } from 'preact/hooks'
import { useWords } from '../page.ts'

/** A file from the reader's disk; dropping one on the page does the same. */
export function FilePicker({ take }: { readonly take: (file: File) => void }) {
  const words = useWords('events')
  const field = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" class="action" title={words.importHint} onClick={() => field.current?.click()}>
        {words.importFile} …
      </button>
      <input
        ref={field}
        type="file"
        hidden
        tabIndex={-1}
        aria-label={words.importFile}
        accept=".csv,.tsv,.json,.jsonl,.ics,.xml,.rss,.atom,.txt,.html,.htm"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          // The same file again is a change again.
          if (file !== undefined) take(file)
          currentTarget.value = ''
        }}
      />
    </>
  )
}
