import { useSignal } from '@preact/signals'
import { type Language, languages, type Screen, type Zone, zones } from '../core/address.ts'
import { firstData } from '../core/data/address.ts'
import { firstForm } from '../core/study/form.ts'
import { placeName } from '../core/zones.ts'
import { words } from '../i18n/text.ts'
import { language, rememberLanguage, scheme, toggleScheme } from '../state/preferences.ts'
import { copyText } from '../state/share.ts'
import { zoneOfExchange } from '../state/ticker/market.ts'
import { keysOpen } from '../state/ticker/panels.ts'
import { addressOf, go, view } from '../state/view.ts'

/** The places of the page; a new screen is one more line. */
const places = (): readonly { readonly name: string; readonly screen: Screen }[] => [
  { name: words.value.chart, screen: { kind: 'ticker', ticker: tickerOr('MSFT') } },
  { name: words.value.study, screen: { kind: 'study', form: firstForm } },
  { name: words.value.data, screen: { kind: 'data', ...firstData } },
  { name: words.value.methods, screen: { kind: 'methods' } },
]

const tickerOr = (otherwise: string) => {
  const { screen } = view.value
  return screen.kind === 'ticker' ? screen.ticker : otherwise
}

const names: Readonly<Record<Language, string>> = { en: 'English', id: 'Indonesia' }

export function TopBar() {
  const text = words.value
  const { screen, zone } = view.value
  return (
    <header class="bar">
      <a class="logo" href="/">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <circle cx="16" cy="16" r="4.2" class="solid" />
          <circle cx="16" cy="16" r="8.4" />
          <circle cx="16" cy="16" r="13.6" class="faint" />
        </svg>
        Aftershock
      </a>
      <nav aria-label={text.places}>
        <ul>
          {places().map((place) => (
            <li key={place.name}>
              <a
                href={addressOf({ screen: place.screen })}
                aria-current={screen.kind === place.screen.kind ? 'page' : undefined}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return
                  event.preventDefault()
                  go({ screen: place.screen })
                }}
              >
                {place.name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p class="tagline">{text.tagline}</p>
      <label class="pick">
        <span class="unseen">{text.zone}</span>
        <select
          value={zone}
          onChange={({ currentTarget }) => go({ zone: zones.find((known) => known === currentTarget.value) ?? 'ny' })}
        >
          {zones.map((known: Zone) => (
            <option key={known} value={known}>
              {text.zones(placeName(zoneOfExchange.value))[known]}
            </option>
          ))}
        </select>
      </label>
      <fieldset class="switch" aria-label={text.language}>
        {languages.map((known) => (
          <button
            key={known}
            type="button"
            lang={known}
            title={names[known]}
            aria-pressed={language.value === known}
            onClick={() => {
              rememberLanguage(known)
              go({ language: known })
            }}
          >
            {known}
          </button>
        ))}
      </fieldset>
      <button
        type="button"
        class="icon"
        onClick={toggleScheme}
        aria-label={scheme.value === 'dark' ? text.toLight : text.toDark}
        title={scheme.value === 'dark' ? text.toLight : text.toDark}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <circle cx="10" cy="10" r="7" fill="none" />
          <path d="M10 3a7 7 0 0 1 0 14z" class="solid" />
        </svg>
      </button>
      <Share />
      <button
        type="button"
        class="icon"
        aria-expanded={keysOpen.value}
        aria-label={text.help}
        title={`${text.help} (?)`}
        onClick={() => (keysOpen.value = !keysOpen.value)}
      >
        ?
      </button>
    </header>
  )
}

function Share() {
  const done = useSignal(false)
  const text = words.value
  return (
    <button
      type="button"
      class="action share"
      onClick={async () => {
        done.value = await copyText(location.href)
        setTimeout(() => (done.value = false), 2000)
      }}
    >
      {done.value ? text.copied : text.share}
    </button>
  )
}
