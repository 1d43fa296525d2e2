import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Reading } from '../../state/article/api.ts'
import { latest } from '../../state/resource.ts'
import { Failed } from '../Failed.tsx'
import { useFormat, useWords } from '../page.ts'
import { ArticleTextPanel } from './ArticleText.tsx'
import { ClaimList } from './ClaimList.tsx'
import { ProposalList } from './ProposalList.tsx'
import { TextForm } from './TextForm.tsx'
import { useArticle } from './useArticle.ts'

/** An article is pasted or dropped, read, and shown with what it speaks of. */
export function ArticlePart() {
  const words = useWords('article')
  const { article, leave } = useArticle()
  const { form, state, change, ask } = article
  const isOver = useSignal(false)
  const reading = latest(state.value)
  const isBusy = state.value.kind === 'loading'
  const failure = state.value.kind === 'failed' ? state.value.failure : null
  return (
    <section
      class={isOver.value ? 'dropping' : undefined}
      aria-label={words.tasks.read}
      aria-busy={isBusy}
      onDragOver={(event) => {
        event.preventDefault()
        isOver.value = true
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) isOver.value = false
      }}
      onDrop={async (event) => {
        event.preventDefault()
        isOver.value = false
        const [file] = event.dataTransfer?.files ?? []
        if (file === undefined) return
        change({ text: await file.text(), name: file.name })
        void ask()
      }}
    >
      {failure !== null && <Failed failure={failure} kept={reading !== null} retry={() => void ask()} />}
      {reading === null ? (
        <div class="panel scripted">
          <TextForm
            form={form}
            change={change}
            ask={() => void ask()}
            isBusy={isBusy}
            does={words.read}
            takesFiles
            rows={12}
          />
        </div>
      ) : (
        <div class={isBusy ? 'article-grid busy' : 'article-grid'}>
          <div class="article-side">
            <Facts reading={reading} leave={leave} />
            <ArticleTextPanel reading={reading} />
          </div>
          <div class="article-side">
            <ProposalList reading={reading} />
            <ClaimList claims={reading.claims} language={reading.article.language} />
          </div>
        </div>
      )}
    </section>
  )
}

/** What is known of the article as a whole; where nobody says when it was published a person must. */
function Facts({ reading: { article: read }, leave }: { readonly reading: Reading; readonly leave: () => void }) {
  const words = useWords('article')
  const write = useFormat()
  const { article } = useArticle()
  const head = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => head.current?.focus(), [])
  const { published, published_tier: tier, published_confidence: sure } = read
  return (
    <section class="panel" aria-labelledby="article-title">
      <h2 id="article-title" ref={head} tabIndex={-1} lang={read.language}>
        {read.title ?? words.untitled}
      </h2>
      <dl class="facts">
        <div>
          <dt>{words.published}</dt>
          <dd>
            {published === null ? (
              words.unknown
            ) : (
              <>
                {published.length === 10
                  ? write.date(published)
                  : `${write.instant(published, read.zone)} (${read.zone})`}{' '}
                {tier !== null && (
                  <span class="soft">
                    {tier === 'told' ? words.asTold : words.tiers[tier]}
                    {tier !== 'told' && sure !== null && `, ${words.sure(write.plain(sure * 100, 0))}`}
                  </span>
                )}
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{words.language}</dt>
          <dd>{words.languages[read.language]}</dd>
        </div>
        {read.source !== null && (
          <div>
            <dt>{words.source}</dt>
            <dd>{read.source}</dd>
          </div>
        )}
        <div>
          <dt>{words.leftOff}</dt>
          <dd>{words.dropped(read.repeated_paragraphs, read.site_lines)}</dd>
        </div>
      </dl>
      {read.published_disagrees && (
        <p class="caution">
          {words.disagrees}{' '}
          {read.published_witnesses.map(({ tier: where, value }) => `${words.tiers[where]}: ${value}`).join('; ')}
        </p>
      )}
      {published === null && <p class="caution">{words.unknownHow}</p>}
      <form
        class="again"
        onSubmit={(event) => {
          event.preventDefault()
          void article.ask()
        }}
      >
        <label class="field">
          <span>{words.publishedAgain}</span>
          <input
            class="entry"
            type="date"
            value={article.form.value.published.slice(0, 10)}
            onChange={({ currentTarget }) => article.change({ published: currentTarget.value })}
          />
        </label>
        <button type="submit" class="action">
          {words.readAgain}
        </button>
        <button type="button" class="action" onClick={leave}>
          {words.another}
        </button>
      </form>
    </section>
  )
}
