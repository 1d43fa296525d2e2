import { studyPlots } from '../../state/study/plots.ts'
import type { StudyAnswer } from '../../state/study/study.ts'
import { useWords } from '../page.ts'
import { StudyPlot } from './StudyPlot.tsx'
import { useStudy } from './useStudy.ts'

/** The figures of a study: path of the average, its sessions, how the events lie, and each with its interval. */
export function StudyPlots({ answer }: { readonly answer: StudyAnswer }) {
  const text = useWords('study')
  const { look, changeLook } = useStudy()
  return (
    <section class="study-plots" aria-labelledby="figures">
      <h2 id="figures">{text.plots.figures}</h2>
      <p class="soft hint" id="plots-hint">
        {text.plots.hint}
      </p>
      <label class="tick">
        <input
          type="checkbox"
          checked={look.value.lines}
          onChange={({ currentTarget }) => changeLook({ lines: currentTarget.checked })}
        />
        {text.plots.lines}
      </label>
      {studyPlots.map((plot) => (
        <StudyPlot key={plot} plot={plot} answer={answer} />
      ))}
    </section>
  )
}
