import './ArticleText.css'
import { piecesOf } from '../../core/article/pieces.ts'
import type { Writer } from '../../core/article/writer.ts'
import type { DraftView } from '../../state/article/api.ts'
import { latest } from '../../state/resource.ts'
import { Failed } from '../Failed.tsx'
import { useCount, useWords } from '../page.ts'
import { TextForm } from './TextForm.tsx'
import { useArticle } from './useArticle.ts'
import { useWriter } from './useWriter.ts'

/** A paragraph is pasted, and each figure, date and causal word of it marked. */
export function DraftPart() {
  const words = useWords('article')
  const { draft } = useArticle()
  const { form, state, read, change, ask } = draft
  const answer = latest(state.value)
  const isBusy = state.value.kind === 'loading'
  return (
    <section class="draft" aria-label={words.tasks.check} aria-busy={isBusy}>
      <div class="panel scripted">
        <TextForm
          form={form}
          change={change}
          ask={() => void ask()}
          isBusy={isBusy}
          does={words.check}
          takesFiles={false}
          rows={7}
        />
      </div>
      {state.value.kind === 'failed' && (
        <Failed failure={state.value.failure} kept={answer !== null} retry={() => void ask()} />
      )}
      {answer !== null && read.value !== null && <Marked answer={answer} text={read.value.text} />}
    </section>
  )
}

/** The shape says the same as the colour, for those who do not see it and for print. */
const classes = { right: 'right', rounded: 'rounded', wrong: 'wrong', 'not ours': 'not-ours' } as const
const signs = { right: '✓', rounded: '≈', wrong: '✗', 'not ours': '–' } as const

function Marked({ answer, text }: { readonly answer: DraftView; readonly text: string }) {
  const words = useWords('article')
  const count = useCount()
  const write = useWriter()
  const { marks, language, published } = answer
  const wrong = marks.filter(({ mark }) => mark === 'wrong').length
  return (
    <section class="panel" aria-labelledby="draft-head">
      <h2 id="draft-head">{words.checked}</h2>
      <p role="status" class={wrong > 0 ? 'caution' : undefined}>
        {marks.length === 0 ? words.nothingMarked : wrong > 0 ? words.someWrong(count(wrong)) : words.noneWrong}{' '}
        {published === null && words.noPublished}
      </p>
      <p class="article-text draft-text" lang={language}>
        {piecesOf(text, marks).map(({ start, text: piece, of }) =>
          of === null ? (
            piece
          ) : (
            <mark key={start} class={classes[of.mark]} title={words.told.why(of.reason, write)}>
              {piece}
              <sup aria-hidden="true">{signs[of.mark]}</sup>
              <span class="unseen"> ({words.marks[of.mark]})</span>
            </mark>
          ),
        )}
      </p>
      {marks.length > 0 && (
        <ul class="marks">
          {marks.map(({ start, text: piece, mark, kind, figure, reason }) => (
            <li key={start}>
              <b class={`mark-word ${classes[mark]}`}>
                {signs[mark]} {words.marks[mark]}
              </b>{' '}
              <q lang={language}>{piece}</q> <span class="soft">{words.kinds[kind]}</span>
              {/* A day without a session has no other in its place. */}
              {figure !== null && reason.code !== 'closed_day' && (
                <>
                  {' '}
                  → <b>{shownFigure(figure, reason, write)}</b>
                </>
              )}{' '}
              <span class="soft">{words.told.why(reason, write)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** The figure in its place, as the language of the page writes it; one that is no measure stays as it came. */
function shownFigure(figure: string, { code, values }: DraftView['marks'][number]['reason'], write: Writer): string {
  if (code === 'weekday') return `${write.weekday(values.weekday)}, ${write.date(values.day)}`
  if (code === 'before_news') return write.share(values.share)
  return values.measure === undefined || values.ours === undefined ? figure : write.measure(values.measure, values.ours)
}
