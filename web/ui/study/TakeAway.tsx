import { studyWords } from '../../i18n/studyText.ts'
import { words } from '../../i18n/text.ts'
import { copyText } from '../../state/share.ts'
import { form, type StudyAnswer, saveTable, saveText } from '../../state/study/study.ts'
import { sessionsText } from './sessionsText.ts'

const command = 'npm run study -- study-spec.json'
const tables = ['windows', 'events', 'sessions', 'caar'] as const

/** The study as files, and the line that computes it again. */
export function TakeAway({ answer }: { readonly answer: StudyAnswer }) {
  const text = studyWords.value
  const { spec, version, data_hash } = answer
  const { settings } = spec
  const benchmark = 'benchmark' in spec ? spec.benchmark : null
  const json = (value: unknown) => JSON.stringify(value, null, 1)
  return (
    <section aria-labelledby="take" class="take">
      <h2 id="take">{text.take}</h2>
      <p class="buttons">
        {tables.map((table) => (
          <button key={table} type="button" class="action" onClick={() => void saveTable(spec, table)}>
            {text.takeTables[table]}
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
      <p>{text.reproduce}</p>
      <p class="command">
        <code>{command}</code>
        <button type="button" class="action" onClick={() => void copyText(command)}>
          {words.value.copyCommand}
        </button>
      </p>
      <p class="soft">
        {text.about(
          `${text.models[form.value.model]}${benchmark === null ? '' : `, ${benchmark}`}`,
          settings.returnType === 'log' ? text.log : text.simple,
          sessionsText(...settings.estimation),
          sessionsText(...settings.event),
          version,
        )}{' '}
        {text.hash} <code class="hash">{data_hash.slice(0, 16)}</code>
      </p>
    </section>
  )
}
