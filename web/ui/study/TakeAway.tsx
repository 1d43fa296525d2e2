import { sessionsText } from '../../core/sessionText.ts'
import { modelTold } from '../../state/study/modelTold.ts'
import type { StudyAnswer } from '../../state/study/study.ts'
import { usePage, useWords } from '../page.ts'
import { saveText } from './saveText.ts'
import { useSaving } from './useSaving.tsx'
import { useStudy } from './useStudy.ts'

const command = 'npm run study -- study-spec.json'
const tables = ['windows', 'events', 'sessions', 'caar'] as const

/** The study as files, and the line that computes it again. */
export function TakeAway({ answer }: { readonly answer: StudyAnswer }) {
  const text = useWords('study')
  const page = useWords('page')
  const { copyText } = usePage()
  const { table } = useStudy()
  const { save, told } = useSaving()
  const { spec, version, data_hash } = answer
  const { settings } = spec
  const benchmark = 'benchmark' in spec ? spec.benchmark : null
  const json = (value: unknown) => JSON.stringify(value, null, 1)
  return (
    <section aria-labelledby="take">
      <h2 id="take">{text.take}</h2>
      <p class="buttons">
        {tables.map((name) => (
          <button
            key={name}
            type="button"
            class="action"
            onClick={() => void save(() => table(answer.spec, name), `study-${name}.csv`)}
          >
            {text.takeTables[name]}
          </button>
        ))}
        <button
          type="button"
          class="action"
          onClick={() => saveText(json(spec), 'study-spec.json', 'application/json')}
        >
          {text.takeSpec}
        </button>
        <button type="button" class="action" onClick={() => saveText(json(answer), 'study.json', 'application/json')}>
          {text.takeAll}
        </button>
      </p>
      {told}
      <p>{text.reproduce}</p>
      <p class="command">
        <code>{command}</code>
        <button type="button" class="action" onClick={() => void copyText(command)}>
          {page.copyCommand}
        </button>
      </p>
      <p class="soft">
        {text.about({
          model: `${modelTold(settings, page)}${benchmark === null ? '' : `, ${benchmark}`}`,
          returns: settings.returnType === 'log' ? text.log : text.simple,
          estimation: sessionsText(...settings.estimation),
          event: sessionsText(...settings.event),
          version,
        })}{' '}
        {text.hash} <code class="hash">{data_hash.slice(0, 16)}</code>
      </p>
    </section>
  )
}
