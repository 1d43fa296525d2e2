import { useFormat, useWords } from '../page.ts'
import { useStudy } from './useStudy.ts'

/** How far a study is that takes long, and the way to give it up. Read aloud only when it is asked: it changes all the time. */
export function StudyProgress() {
  const text = useWords('study')
  const write = useFormat()
  const { progress, stop } = useStudy()
  const now = progress.value
  if (now === null) return null
  const { step, done, of } = now
  const told = text.steps[step](write.plain(done, 0), write.plain(of, 0))
  return (
    <div class="study-progress">
      <label>
        <span>{told}</span>
        <progress max={of} value={done} />
      </label>
      <button type="button" class="action" onClick={stop}>
        {text.stop}
      </button>
    </div>
  )
}
