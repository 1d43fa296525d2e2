import './TopBar.css'
import { useSignal } from '@preact/signals'
import { type Zone, zones } from '../core/address.ts'
import { languageFacts, languages } from '../core/languages.ts'
import { places } from '../core/screens.ts'
import { placeName } from '../core/zones.ts'
import { Link } from './Link.tsx'
import { usePage, useWords } from './page.ts'

export function TopBar() {
  const text = useWords('page')
  const { view, go, language, rememberLanguage, scheme, toggleScheme, market, panels } = usePage()
  const { keysOpen } = panels
  const { screen, zone } = view.value
  const colours = scheme.value === 'dark' ? text.toLight : text.toDark
  return (
    <header class="top-bar">
      <a class="logo" href="/" aria-label="Aftershock">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <circle cx="16" cy="16" r="4.2" class="solid" />
          <circle cx="16" cy="16" r="8.4" />
          <circle cx="16" cy="16" r="13.6" class="faint" />
        </svg>
        <span class="word">Aftershock</span>
      </a>
      <nav aria-label={text.places}>
        <ul>
          {places(market.ticker.value).map((place) => (
            <li key={place.name}>
              <Link to={{ screen: place.screen }} current={screen.kind === place.screen.kind}>
                {text[place.name]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <p class="tagline">{text.tagline}</p>
      <label>
        <span class="unseen">{text.zone}</span>
        <select
          class="pick"
          value={zone}
          onChange={({ currentTarget }) => go({ zone: zones.find((known) => known === currentTarget.value) ?? 'ny' })}
        >
          {zones.map((known: Zone) => (
            <option key={known} value={known}>
              {text.zones(placeName(market.zoneOfExchange.value))[known]}
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
            title={languageFacts[known].name}
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
      <button type="button" class="icon" onClick={toggleScheme} aria-label={colours} title={colours}>
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
  const text = useWords('page')
  const { page, link, copyText } = usePage()
  return (
    <button
      type="button"
      class="action share"
      onClick={async () => {
        done.value = await copyText(link.value?.() ?? page.location.href)
        setTimeout(() => (done.value = false), 2000)
      }}
    >
      {done.value ? text.copied : text.share}
    </button>
  )
}
