import { studyFigureAddress } from '../../core/study/figureAddress.ts'
import type { StudyPlot } from '../../state/study/plots.ts'
import { usePage, useWords } from '../page.ts'
import { useSaving } from './useSaving.tsx'
import { useStudy } from './useStudy.ts'

/** A figure as files: of an address by a link, of a study that came as a file by asking with it. */
export function PlotFiles({ plot, title }: { readonly plot: StudyPlot; readonly title: string }) {
  const text = useWords('study')
  const { view, spoken, scheme } = usePage()
  const { file, figure } = useStudy()
  const also = { l: spoken.value, theme: scheme.value, save: '1' } as const
  const { save, told } = useSaving()
  return (
    <>
      <p class="buttons">
        {(['png', 'svg'] as const).map((type) => {
          const name = text.plots.save(title, type.toUpperCase())
          if (file.value === null)
            return (
              <a key={type} class="action" aria-label={name} href={studyFigureAddress(view.value, plot, type, also)}>
                {type.toUpperCase()}
              </a>
            )
          const draw = () => figure(studyFigureAddress(view.value, plot, type, also))
          return (
            <button
              key={type}
              type="button"
              class="action"
              aria-label={name}
              onClick={() => void save(draw, `study-${plot}.${type}`)}
            >
              {type.toUpperCase()}
            </button>
          )
        })}
      </p>
      {told}
    </>
  )
}
