import './TopBar.css'
import { useSignal } from '@preact/signals'
import { languageFacts, languages } from '../core/languages.ts'
import { places } from '../core/screens.ts'
import { Link } from './Link.tsx'
import { usePage, useWords } from './page.ts'

export function TopBar() {
  const text = useWords('page')
  const { view, go, language, setHabit, market, panels } = usePage()
  const { keysOpen } = panels
  const { screen } = view.value
  return (
    <header class="top-bar">
      <Link class="logo" to={{ screen: { kind: 'board' } }}>
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <circle cx="16" cy="16" r="4.2" class="solid" />
          <circle cx="16" cy="16" r="8.4" />
          <circle cx="16" cy="16" r="13.6" class="faint" />
        </svg>
        <span class="word">Aftershock</span>
      </Link>
      <nav aria-label={text.places}>
        <ul>
          {places(market.usual.value).map((place) => (
            <li key={place.name}>
              <Link to={{ screen: place.screen }} current={screen.kind === place.screen.kind}>
                {text[place.name]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <p class="tagline">{text.tagline}</p>
      <fieldset class="switch" aria-label={text.language}>
        {languages.map((known) => (
          <button
            key={known}
            type="button"
            lang={known}
            title={languageFacts[known].name}
            aria-pressed={language.value === known}
            onClick={() => {
              setHabit('language', known)
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
        aria-label={text.find}
        title={`${text.find} (/)`}
        onClick={() => (panels.searched.value ??= '')}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <circle cx="8.5" cy="8.5" r="5.5" fill="none" />
          <path d="M12.5 12.5 17 17" fill="none" />
        </svg>
      </button>
      <button type="button" class="icon" title={text.settings} onClick={() => (panels.settingsOpen.value = true)}>
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M3 6h14M3 14h14M7 3v6M13 11v6" fill="none" />
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
      data-done={done.value || undefined}
      onClick={async () => {
        done.value = await copyText(link.value?.() ?? page.location.href)
        setTimeout(() => (done.value = false), 2000)
      }}
    >
      <span>{done.value ? text.copied : text.share}</span>
    </button>
  )
}
