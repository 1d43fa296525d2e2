import './EventArticle.css'
import { useSignal } from '@preact/signals'
import { useCallback, useEffect } from 'preact/hooks'
import { placesOf } from '../../core/article/pieces.ts'
import type { Reading } from '../../state/article/api.ts'
import { eventArticle } from '../../state/event/article.ts'
import { latest } from '../../state/resource.ts'
import { ArticleText } from '../article/ArticleText.tsx'
import { TextForm } from '../article/TextForm.tsx'
import { Failed } from '../Failed.tsx'
import { useCount, useFormat, usePage, useWords } from '../page.ts'
import { useEvent } from './useEvent.ts'

const useBeside = () => eventArticle(usePage())

/** The article that tells of the event, with its dates and names; phrases bound to the event date what counts from it. */
export function EventArticle() {
  const { beside: words } = useWords('article')
  const { article, reading, forget } = useBeside()
  const state = reading.state.value
  const read = latest(state)
  const kept = article.value
  if (kept === null) return <PasteIt />
  return (
    <section class="panel event-article" aria-labelledby="its-article" aria-busy={state.kind === 'loading'}>
      <header>
        <h2 id="its-article">{words.head}</h2>
        {kept.title !== null && <p lang={kept.language}>{kept.title}</p>}
        <p class="soft">{words.kept}</p>
        <button type="button" class="action" onClick={forget}>
          {words.forget}
        </button>
      </header>
      {state.kind === 'failed' && <Failed failure={state.failure} kept={read !== null} retry={reading.retry} />}
      {read !== null && <Beside read={read} />}
    </section>
  )
}

function Beside({ read }: { readonly read: Reading }) {
  const words = useWords('article')
  const { stored } = useEvent()
  const phrase = useSignal('')
  const select = useCallback((selected: string) => {
    if (selected.length > 1 && selected.length <= 200) phrase.value = selected
  }, [])
  const event = stored.value
  const isHeld = event?.notes != null && read.article.text.includes(event.notes)
  return (
    <div class="beside">
      <div>
        <p class="soft">
          {words.chipsHow} {isHeld && words.beside.quoted}
        </p>
        <ArticleText reading={read} quote={event?.notes ?? null} here={event?.event_id ?? null} select={select} />
      </div>
      <Binding read={read} phrase={phrase} />
    </div>
  )
}

function Binding({ read, phrase }: { readonly read: Reading; readonly phrase: { value: string } }) {
  const { beside: words, publishedHint } = useWords('article')
  const write = useFormat()
  const count = useCount()
  const { announce } = usePage()
  const { id } = useEvent()
  const { article, bind, unbind, setPublished } = useBeside()
  const isNowhere = useSignal(false)
  const bound = read.mentions.filter(({ anchor }) => anchor === `event:${id.value}`)
  const own = article.value?.anchors.filter(({ event }) => event === id.value) ?? []
  const byItself = read.article.anchors.filter(
    ({ event_id, phrase: name }) => event_id === id.value && !own.some((one) => one.phrase === name),
  )
  const told = words.bound(count(bound.length))
  useEffect(() => {
    if (own.length > 0) announce(told)
  }, [told, own.length])
  const put = () => {
    const wanted = phrase.value.trim()
    isNowhere.value = wanted.length < 2 || placesOf(wanted, read.article.text).length === 0
    if (isNowhere.value) return
    bind(wanted)
    phrase.value = ''
  }
  return (
    <aside aria-label={words.phrase}>
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault()
          put()
        }}
      >
        <label class="field">
          <span>{words.phrase}</span>
          <input
            class="entry"
            type="text"
            maxLength={200}
            lang={read.article.language}
            placeholder={words.phraseHint}
            value={phrase.value}
            onInput={({ currentTarget }) => (phrase.value = currentTarget.value)}
          />
        </label>
        <button type="submit" class="action">
          {words.bind}
        </button>
        {isNowhere.value && <p class="caution">{words.notThere}</p>}
      </form>
      {own.length + byItself.length > 0 && (
        <ul class="bound">
          {byItself.map(({ phrase: name }) => (
            <li key={name}>
              <q lang={read.article.language}>{name}</q>
            </li>
          ))}
          {own.map(({ phrase: name }) => (
            <li key={name}>
              <q lang={read.article.language}>{name}</q> <span class="soft">{words.boundWords}</span>{' '}
              <button type="button" class="action" onClick={() => unbind(name)}>
                {words.unbind} <span class="unseen">{name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <p>{told}</p>
      <ul class="counted">
        {bound.map(({ start, text, from, to }) => (
          <li key={start}>
            <q lang={read.article.language}>{text}</q>{' '}
            <b>{from === to ? write.date(from) : `${write.date(from)} – ${write.date(to)}`}</b>
          </li>
        ))}
      </ul>
      <label class="field">
        <span>{words.published}</span>
        <input
          class="entry"
          type="date"
          placeholder={publishedHint}
          value={read.article.published?.slice(0, 10) ?? ''}
          onChange={({ currentTarget }) => setPublished(currentTarget.value === '' ? null : currentTarget.value)}
        />
      </label>
      {read.article.published === null && <p class="caution">{words.unknown}</p>}
    </aside>
  )
}

/** Where no article of the event is kept here: one can be read beside it. */
function PasteIt() {
  const words = useWords('article')
  const { asked } = useBeside()
  const { state, form, change, ask } = asked
  const failure = state.value.kind === 'failed' ? state.value.failure : null
  return (
    <section
      class="panel event-article"
      aria-labelledby="its-article"
      onDragOver={(event) => event.preventDefault()}
      onDrop={async (event) => {
        event.preventDefault()
        const [file] = event.dataTransfer?.files ?? []
        if (file === undefined) return
        change({ text: await file.text(), name: file.name })
        void ask()
      }}
    >
      <h2 id="its-article">{words.beside.head}</h2>
      <p class="soft">{words.beside.how}</p>
      {failure !== null && <Failed failure={failure} kept={false} retry={() => void ask()} />}
      <details open={failure !== null || form.value.text !== ''}>
        <summary class="opens">{words.beside.open}</summary>
        <TextForm
          form={form}
          change={change}
          ask={() => void ask()}
          isBusy={state.value.kind === 'loading'}
          does={words.read}
          takesFiles
          rows={6}
        />
      </details>
    </section>
  )
}
