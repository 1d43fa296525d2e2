/** What stands in the page before its scripts run. */
export interface ShellParts {
  readonly language: string
  /** Empty: the name of the product alone. */
  readonly title: string
  readonly description: string
  /** Addresses of style sheets. */
  readonly styles: readonly string[]
  /** Address of the page for others, and of its card; null: no preview is offered. */
  readonly url: string | null
  readonly card: string | null
  /** Addresses of what the page shows as data, by their media type. */
  readonly alternates: readonly (readonly [type: string, href: string])[]
  /** What stands in `#page`. */
  readonly html: string
  /** Is that the screen as its scripts will show it? They put nothing in its place then before all of it is here. */
  readonly isDrawn: boolean
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/**
 * The built page with what it shows at an address. No script and no style stands in it: the policy of the page stays as
 * strict as for one that comes empty.
 */
export function shellWith(
  shell: string,
  { language, title, description, styles, url, card, alternates, html, isDrawn }: ShellParts,
): string {
  const sheets = styles.map((href) => `<link rel="stylesheet" crossorigin href="${escaped(href)}">`).join('')
  const twins = alternates
    .map(([type, href]) => `<link rel="alternate" type="${type}" href="${escaped(href)}">`)
    .join('')
  const name = title === '' ? 'Aftershock' : `${title} · Aftershock`
  // Replaced by functions: a dollar sign in a title is a dollar sign.
  return shell
    .replace('<html lang="en">', () => `<html lang="${escaped(language)}">`)
    .replace(/<title>.*<\/title>/, () => `<title>${escaped(name)}</title>`)
    .replace(/(<meta name="description" content=")[^"]*/, (_, before: string) => before + escaped(description))
    .replace(/<noscript>[\s\S]*?<\/noscript>\s*/, '')
    .replace('</head>', () => `${sheets}${twins}${url === null ? '' : preview(name, description, url, card)}</head>`)
    .replace('<div id="page"></div>', () => `<div id="page"${isDrawn ? ' data-drawn' : ''}>${html}</div>`)
}

/** What other programs show of a link: https://ogp.me, and the names that Twitter gave the same. */
function preview(title: string, description: string, url: string, card: string | null): string {
  const tags: readonly (readonly [property: string, content: string])[] = [
    ['og:type', 'website'],
    ['og:site_name', 'Aftershock'],
    ['og:title', title],
    ['og:description', description],
    ['og:url', url],
    ...(card === null
      ? []
      : ([
          ['og:image', card],
          ['og:image:type', 'image/png'],
          ['og:image:width', '1200'],
          ['og:image:height', '630'],
          ['og:image:alt', title],
        ] as const)),
    ['twitter:card', card === null ? 'summary' : 'summary_large_image'],
  ]
  return tags
    .map(
      ([name, content]) =>
        `<meta ${name.startsWith('og:') ? 'property' : 'name'}="${name}" content="${escaped(content)}">`,
    )
    .join('')
}

/** The shell of a frame: the style sheets of the page and none of its scripts. */
export const embedShell = (shell: string): string =>
  shell.replaceAll(/<script[^>]*><\/script>\s*|<link rel="modulepreload"[^>]*>\s*/g, '')
