import './Settings.css'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { zones } from '../core/address.ts'
import { languageFacts, languages } from '../core/languages.ts'
import { placeName } from '../core/zones.ts'
import { usePage, useWords } from './page.ts'

/** What the reader is used to, in a drawer: it closes with Escape or a press beside it, and the focus goes back. */
export function Settings() {
  const text = useWords('page')
  const words = useWords('over')
  const { panels, view, go, market, habits, setHabit, language, singleKeys } = usePage()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    dialog.current?.showModal()
  }, [])
  const names = words.zones(placeName(market.zoneOfExchange.value))
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      class="settings"
      aria-labelledby="settings-head"
      ref={dialog}
      onClose={() => (panels.settingsOpen.value = false)}
      onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
    >
      <div class="box">
        <header class="panel-head">
          <h2 id="settings-head">{text.settings}</h2>
          <button type="button" class="icon" aria-label={text.close} onClick={() => dialog.current?.close()}>
            ✕
          </button>
        </header>
        <Choice
          name={words.theme}
          value={habits.theme.value}
          options={words.themes}
          choose={(value) => setHabit('theme', value)}
        />
        <Choice
          name={words.colours}
          value={habits.directions.value}
          options={words.coloursOf}
          choose={(value) => setHabit('directions', value)}
        />
        <p class="soft">{words.coloursHow}</p>
        <Choice
          name={words.density}
          value={habits.density.value}
          options={words.densities}
          choose={(value) => setHabit('density', value)}
        />
        <Choice
          name={words.zone}
          value={view.value.zone}
          options={names}
          choose={(value) => go({ zone: zones.find((known) => known === value) ?? 'ny' })}
        />
        <Choice
          name={text.language}
          value={language.value}
          options={Object.fromEntries(languages.map((known) => [known, languageFacts[known].name]))}
          choose={(value) => {
            const chosen = languages.find((known) => known === value) ?? 'en'
            setHabit('language', chosen)
            go({ language: chosen })
          }}
        />
        <label class="tick">
          <input
            type="checkbox"
            checked={singleKeys.value}
            onChange={({ currentTarget }) => setHabit('keys', currentTarget.checked ? '' : 'off')}
          />{' '}
          {words.singleKeys}
        </label>
        <label class="tick">
          <input
            type="checkbox"
            checked={habits.motion.value === 'less'}
            onChange={({ currentTarget }) => setHabit('motion', currentTarget.checked ? 'less' : '')}
          />{' '}
          {words.motion}
        </label>
        <p class="soft">{words.kept}</p>
      </div>
    </dialog>
  )
}

function Choice({
  name,
  value,
  options,
  choose,
}: {
  readonly name: string
  readonly value: string
  readonly options: Readonly<Record<string, string>>
  readonly choose: (value: string) => void
}) {
  return (
    <label class="field">
      <span>{name}</span>
      <select class="entry" value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {Object.entries(options).map(([each, told]) => (
          <option key={each} value={each}>
            {told}
          </option>
        ))}
      </select>
    </label>
  )
}
