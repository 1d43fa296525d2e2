import { latest } from '../../state/resource.ts'
import { methodsParagraph } from '../../state/study/paragraph.ts'
import type { StudyAnswer } from '../../state/study/study.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { useStudy } from './useStudy.ts'

/** How the study was made, in words to paste into a paper. */
export function MethodsParagraph({ answer }: { readonly answer: StudyAnswer }) {
  const text = useWords('study')
  const { reasons } = useWords('page')
  const write = useFormat()
  const { market, copyText } = usePage()
  const { form, file } = useStudy()
  const paragraph = methodsParagraph(
    answer,
    latest(market.tickers.state.value) ?? [],
    file.value === null ? form.value.without.length : 0,
    { text, reasons },
    write,
  )
  return (
    <section aria-labelledby="paragraph">
      <h2 id="paragraph">
        <a href="/methods">{text.paragraph.title}</a>
      </h2>
      <p class="soft">{text.paragraph.help}</p>
      <blockquote class="paragraph">{paragraph}</blockquote>
      <p class="buttons">
        <button type="button" class="action" onClick={() => void copyText(paragraph)}>
          {text.paragraph.copy}
        </button>
      </p>
    </section>
  )
}
