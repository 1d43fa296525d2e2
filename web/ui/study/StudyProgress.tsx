import { useEffect, useState } from 'preact/hooks'
import { useFormat, usePage, useWords } from '../page.ts'
import { useStudy } from './useStudy.ts'

/** After so long without a word a study may be given up, in milliseconds: most have been answered by then. */
const SILENT = 1500

/** How far a study is that takes long, and the way to give it up. Read aloud only when it is asked: it changes all the time. */
export function StudyProgress() {
  const text = useWords('study')
  const write = useFormat()
  const { progress, stop } = useStudy()
  const { page } = usePage()
  const [isLong, setLong] = useState(false)
  // One that waits behind others says nothing, and can be given up all the same.
  useEffect(() => {
    const timer = page.setTimeout(() => setLong(true), SILENT)
    return () => page.clearTimeout(timer)
  }, [])
  const now = progress.value
  if (now === null && !isLong) return null
  const told = now === null ? text.silent : text.steps[now.step](write.plain(now.done, 0), write.plain(now.of, 0))
  return (
    <div class="study-progress">
      <label>
        <span>{told}</span>
        <progress max={now?.of} value={now?.done} />
      </label>
      <button type="button" class="action" onClick={stop}>
        {text.stop}
      </button>
    </div>
  )
}
