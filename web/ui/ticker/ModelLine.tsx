import './ModelLine.css'
import { modelNames, needsBenchmark } from '../../../server/stats/models.ts'
import type { Measured } from '../../api.ts'
import { levels } from '../../core/address.ts'
import { ABSENT } from '../../core/format.ts'
import { useFormat, usePage, useWords } from '../page.ts'

const lengths = [60, 120, 250] as const

/** By which model, on what, over which sessions: every figure above stands on this line. */
export function ModelLine({ impact: { model, comparison, data } }: { readonly impact: Measured }) {
  const text = useWords('page')
  const write = useFormat()
  const { view, go, spoken } = usePage()
  const { model: chosen, estimation, level } = view.value
  const { kind, benchmark, chosen: chosenBy, rate } = comparison
  const compared =
    benchmark === null || !needsBenchmark(model.kind)
      ? null
      : { benchmark, kind: kind === null ? null : text.benchmarkKinds[kind], chosen: chosenBy, rate }
  const known = lengths.some((length) => length === estimation[0]) ? [...lengths] : [estimation[0], ...lengths]
  return (
    <section class="model">
      <h3>
        <a href="/methods#models">{text.model}</a>
      </h3>
      <div class="choices">
        <label class="field">
          <span>{text.model}</span>
          <select
            class="pick"
            value={chosen}
            onChange={({ currentTarget }) =>
              go({ model: modelNames.find((each) => each === currentTarget.value) ?? 'market' })
            }
          >
            {modelNames.map((each) => (
              <option key={each} value={each}>
                {text.models[each]}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{text.estimation}</span>
          <select
            class="pick"
            value={String(estimation[0])}
            onChange={({ currentTarget }) => go({ estimation: [Number(currentTarget.value), estimation[1]] })}
          >
            {known.map((length) => (
              <option key={length} value={String(length)}>
                {length}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{text.level}</span>
          <select
            class="pick"
            value={level}
            onChange={({ currentTarget }) => go({ level: levels.find((each) => each === currentTarget.value) ?? '05' })}
          >
            {levels.map((each) => (
              <option key={each} value={each}>
                {text.levels[each]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p class="soft">
        {text.modelLine({
          model: text.models[chosen],
          benchmark: compared?.benchmark ?? null,
          from: data.estimation_from === null ? null : write.date(data.estimation_from),
          to: data.estimation_to === null ? ABSENT : write.date(data.estimation_to),
          M: model.M,
          basis: text.basis[data.basis] ?? data.basis,
        })}{' '}
        {/* An average of its own returns compares a share with no market. */}
        {text.betaLine(model.kind === 'mean' ? null : write.plain(model.beta, 2), write.spread(model.sigma))}
      </p>
      {compared !== null && (
        <p class="soft">
          {text.benchmark}: {text.benchmarkLine(compared)}
        </p>
      )}
      {comparison.notes.map((note) => (
        <p key={note.en} class="caution">
          {note[spoken.value]}
        </p>
      ))}
    </section>
  )
}
