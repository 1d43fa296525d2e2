import './TextForm.css'
import type { ReadonlySignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { ArticleForm } from '../../state/article/api.ts'
import { LeftOut } from '../LeftOut.tsx'
import { useWords } from '../page.ts'

type Props = {
  readonly form: ReadonlySignal<ArticleForm>
  readonly change: (change: Partial<ArticleForm>) => void
  readonly ask: () => void
  readonly isBusy: boolean
  /** What the button says. */
  readonly does: string
  /** Takes a file, too. */
  readonly takesFiles: boolean
  readonly rows: number
}

/** A text to be pasted, with what a person knows of it that it does not say itself. */
export function TextForm({ form, change, ask, isBusy, does, takesFiles, rows }: Props) {
  const words = useWords('article')
  const field = useRef<HTMLInputElement>(null)
  const { text, name, published, language } = form.value
  return (
    <form
      class="text-form"
      method="dialog"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '' && !isBusy) ask()
      }}
    >
      <label class="field text">
        <span>{words.text}</span>
        <textarea
          class="entry"
          name="text"
          rows={rows}
          placeholder={takesFiles ? words.textHint : words.draftHint}
          value={text}
          onInput={({ currentTarget }) => change({ text: currentTarget.value, name: '' })}
        />
        {name !== '' && <small>{words.fromFile(name)}</small>}
      </label>
      {name !== '' && <LeftOut file={name} />}
      <label class="field">
        <span>{words.published}</span>
        <input
          class="entry"
          type="text"
          name="published"
          autocomplete="off"
          spellcheck={false}
          value={published}
          onInput={({ currentTarget }) => change({ published: currentTarget.value.trim() })}
        />
        <small>{takesFiles ? words.publishedHint : words.draftPublishedHint}</small>
      </label>
      <label class="field">
        <span>{words.language}</span>
        <select
          class="entry"
          name="language"
          value={language}
          onChange={({ currentTarget }) =>
            change({ language: currentTarget.value === 'en' ? 'en' : currentTarget.value === 'id' ? 'id' : '' })
          }
        >
          <option value="">{words.byItsWords}</option>
          <option value="en">{words.languages.en}</option>
          <option value="id">{words.languages.id}</option>
        </select>
      </label>
      <p class="decide">
        <button type="submit" class="action primary" aria-disabled={isBusy || text.trim() === ''}>
          {isBusy ? words.reading : does}
        </button>{' '}
        {takesFiles && (
          <>
            <button type="button" class="action" onClick={() => field.current?.click()}>
              {words.openFile} …
            </button>
            <input
              ref={field}
              type="file"
              hidden
              tabIndex={-1}
              aria-label={words.openFile}
              accept=".html,.htm,.txt"
              onChange={async ({ currentTarget }) => {
                const [file] = currentTarget.files ?? []
                currentTarget.value = ''
                if (file === undefined) return
                change({ text: await file.text(), name: file.name })
                ask()
              }}
            />
          </>
        )}
      </p>
    </form>
  )
}
