import './StudyBuilder.css'
import { useSignal } from '@preact/signals'
import { isoDate } from '../../../server/market/day.ts'
import { ratePair } from '../../../server/market/exchange/ratePair.ts'
import { modelNames } from '../../../server/stats/models.ts'
import {
  firstForm,
  listOf,
  ratesOf,
  type StudyForm,
  studyFamilies,
  studyGroups,
  studyLevels,
  windowsOf,
  windowsText,
} from '../../core/study/form.ts'
import { latest } from '../../state/resource.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { useStudy } from './useStudy.ts'

/** What is studied and how; nothing is computed before the reader says so. */
export function StudyBuilder() {
  const text = useWords('study')
  const write = useFormat()
  const { models } = useWords('page')
  const { market } = usePage()
  const { form, changeForm } = useStudy()
  const windowsWrong = useSignal(false)
  const ratesWrong = useSignal(false)
  const now = form.value
  const known = latest(market.tickers.state.value) ?? []
  const levels = { '0.1': write.level(0.1), '0.05': write.level(0.05), '0.01': write.level(0.01) }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget as HTMLFormElement)
    const windows = windowsOf(String(given.get('windows') ?? ''))
    const convert = ratesOf(String(given.get('convert') ?? ''))
    windowsWrong.value = windows === null
    ratesWrong.value = convert === null
    if (windows !== null && convert !== null) changeForm({ ...read(given), windows, convert })
  }
  return (
    // A form of another address is another form: its fields begin with what the address says.
    <form class="study-form" method="dialog" onSubmit={submit} key={JSON.stringify(now)} aria-label={text.form}>
      <fieldset>
        <legend>{text.form}</legend>
        <Field
          name="tickers"
          label={text.tickers}
          help={text.tickersHelp}
          value={now.tickers.join(', ')}
          list="known"
        />
        <datalist id="known">
          {known.map(({ ticker }) => (
            <option key={ticker} value={ticker} />
          ))}
        </datalist>
        <label class="field">
          <span>{text.benchmark}</span>
          <select class="entry" name="benchmark" defaultValue={now.benchmark ?? ''}>
            <option value="">{text.benchmarkOwn}</option>
            {known.map(({ ticker }) => (
              <option key={ticker} value={ticker} selected={ticker === now.benchmark}>
                {ticker}
              </option>
            ))}
          </select>
        </label>
        <Field
          name="convert"
          label={text.convert}
          help={ratesWrong.value ? text.convertWrong : text.convertHelp}
          wrong={ratesWrong.value}
          value={now.convert.join(', ')}
          list="rates"
        />
        <datalist id="rates">
          {known.flatMap(({ ticker }) => (ratePair(ticker) === null ? [] : <option key={ticker} value={ticker} />))}
        </datalist>
        <fieldset class="ticks">
          <legend>{text.families}</legend>
          {studyFamilies.map((family) => (
            <label key={family} class="tick">
              <input type="checkbox" name="families" value={family} defaultChecked={now.families.includes(family)} />
              {text.familyNames[family]}
            </label>
          ))}
        </fieldset>
        <Field name="tags" label={text.tags} help={text.tagsHelp} value={now.tags.join(', ')} />
        <Field name="find" label={text.find} help={text.findHelp} value={now.find} />
        <div class="pair">
          <Field name="from" label={text.from} value={now.from ?? ''} type="date" />
          <Field name="to" label={text.to} value={now.to ?? ''} type="date" />
        </div>
        <label class="tick">
          <input type="checkbox" name="proposed" defaultChecked={now.proposed} />
          {text.proposed}
        </label>
      </fieldset>
      <fieldset>
        <legend>{text.how}</legend>
        <Choice name="model" label={text.model} values={modelNames} names={models} value={now.model} />
        <Choice
          name="returns"
          label={text.returns}
          values={['simple', 'log'] as const}
          names={text}
          value={now.log ? 'log' : 'simple'}
        />
        <Span name="estimation" label={text.estimation} value={now.estimation} />
        <Span name="event" label={text.eventWindow} value={now.event} />
        <Field
          name="windows"
          label={text.windows}
          help={windowsWrong.value ? text.windowsWrong : text.windowsHelp}
          wrong={windowsWrong.value}
          value={windowsText(now.windows)}
        />
        <Choice name="level" label={text.level} values={studyLevels} names={levels} value={now.level} />
        <Choice name="group" label={text.group} values={studyGroups} names={text.groups} value={now.group} />
        <label class="tick">
          <input type="checkbox" name="mask" defaultChecked={now.mask} />
          {text.mask}
        </label>
        <label class="tick">
          <input type="checkbox" name="robust" defaultChecked={now.robust} />
          {text.robust}
        </label>
      </fieldset>
      <p class="buttons">
        <button type="submit" class="action primary">
          {text.compute}
        </button>
        <button type="button" class="action" onClick={() => changeForm(firstForm)}>
          {text.reset}
        </button>
      </p>
    </form>
  )
}

function read(given: FormData): Partial<StudyForm> {
  const text = (name: string) => String(given.get(name) ?? '').trim()
  const pair = (name: string): readonly [number, number] => [
    Number(text(`${name}-from`)) || 0,
    Number(text(`${name}-to`)) || 0,
  ]
  const one = <T extends string>(name: string, known: readonly T[], otherwise: T): T =>
    known.find((value) => value === text(name)) ?? otherwise
  return {
    tickers: listOf(text('tickers').toUpperCase()),
    benchmark: text('benchmark') || null,
    families: studyFamilies.filter((family) => given.getAll('families').includes(family)),
    tags: listOf(text('tags')),
    from: isoDate(text('from')),
    to: isoDate(text('to')),
    find: text('find'),
    proposed: given.has('proposed'),
    model: one('model', modelNames, firstForm.model),
    log: text('returns') === 'log',
    estimation: pair('estimation'),
    event: pair('event'),
    level: one('level', studyLevels, firstForm.level),
    mask: given.has('mask'),
    group: one('group', studyGroups, firstForm.group),
    robust: given.has('robust'),
  }
}

function Field({
  name,
  label,
  help,
  value,
  type = 'text',
  list,
  wrong = false,
}: {
  readonly name: string
  readonly label: string
  readonly help?: string
  readonly value: string
  readonly type?: 'text' | 'date'
  readonly list?: string
  readonly wrong?: boolean
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        class="entry"
        type={type}
        name={name}
        defaultValue={value}
        list={list}
        maxLength={400}
        autocomplete="off"
        aria-invalid={wrong}
        aria-describedby={help === undefined ? undefined : `${name}-help`}
      />
      {help !== undefined && (
        <small id={`${name}-help`} class={wrong ? 'wrong' : undefined} role={wrong ? 'alert' : undefined}>
          {help}
        </small>
      )}
    </label>
  )
}

function Span({
  name,
  label,
  value: [from, to],
}: {
  readonly name: string
  readonly label: string
  readonly value: readonly [number, number]
}) {
  const text = useWords('study')
  return (
    <fieldset class="span">
      <legend>{label}</legend>
      <input
        class="entry"
        type="number"
        name={`${name}-from`}
        defaultValue={String(from)}
        min={-2000}
        max={2000}
        aria-label={`${label}, ${text.windowFrom}`}
      />
      <span aria-hidden="true">…</span>
      <input
        class="entry"
        type="number"
        name={`${name}-to`}
        defaultValue={String(to)}
        min={-2000}
        max={2000}
        aria-label={`${label}, ${text.windowTo}`}
      />
    </fieldset>
  )
}

function Choice<T extends string>({
  name,
  label,
  values,
  names,
  value,
}: {
  readonly name: string
  readonly label: string
  readonly values: readonly T[]
  readonly names: { readonly [K in T]: string }
  readonly value: T
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <select class="entry" name={name}>
        {values.map((known) => (
          <option key={known} value={known} selected={known === value}>
            {names[known]}
          </option>
        ))}
      </select>
    </label>
  )
}
