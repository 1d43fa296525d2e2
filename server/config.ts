import { isIP } from 'node:net'
import { parseArgs } from 'node:util'

/** What the server was started with. */
export interface Config {
  readonly host: string
  readonly port: number
  readonly db: string
  /** Names besides the loopback ones by which browsers may address this server. */
  readonly allowedHosts: readonly string[]
  readonly token: string | null
  /** Addresses of reverse proxies whose forwarding headers are believed. */
  readonly trustedProxies: readonly string[]
  /** Bring everything stored up to date after each close of the exchange. */
  readonly schedule: boolean
  /** Tell of every request on standard output. */
  readonly accessLog: boolean
  /** Origins whose pages may frame `/embed/…`; none: nobody may. */
  readonly frameOrigins: readonly string[]
  /** Where others reach this server, for links that leave it; null: unknown, and no preview is offered. */
  readonly publicUrl: string | null
  /** Where prices are asked for instead of at Yahoo's own hosts; null for those. */
  readonly providerUrl: URL | null
  /** Bytes of a body at most. */
  readonly uploadLimit: number
}

/** Where prices are asked for: at the address of the environment; null for Yahoo's own hosts. */
export function providerIn(env: NodeJS.ProcessEnv): { readonly url: URL | null } | { readonly why: string } {
  const given = env.AFTERSHOCK_PROVIDER_URL ?? ''
  if (given === '') return { url: null }
  const url = URL.canParse(given) ? new URL(given) : null
  return url !== null && /^https?:$/.test(url.protocol)
    ? { url }
    : { why: `Cannot use AFTERSHOCK_PROVIDER_URL as an address begins with http:// or https://: it is "${given}"` }
}

export type Arguments =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'wrong'; readonly why: string }

export const DEFAULT_DB = 'data/aftershock.db'

export const help = `Aftershock: what did the news do to the price?

  npm start
  npm start -- --port 8080 --db ~/aftershock.db

  --port N         port to listen on (default 4173, or PORT)
  --host H         address to listen on (default 127.0.0.1); any other needs AFTERSHOCK_TOKEN
  --allow-host N   a name by which browsers address this server; may be given several times
  --trusted-proxy A  address of a reverse proxy that says who asks and whether over TLS; may be given several times
  --frame-origin O a site whose pages may show /embed/… in a frame, as https://paper.example; may be given several times
  --public-url U   where others reach this server, as https://desk.example: links then carry a preview
  --db FILE        database (default ${DEFAULT_DB}, or AFTERSHOCK_DB); made and filled when missing
  --schedule       bring everything stored up to date after each close of the exchanges of its tickers
  --upload-limit N MiB that a file sent over HTTP may have, 1 to 512 (default 10)
  --access-log     a line of JSON a request on standard output: when, who, what, status, milliseconds
  --version        say which version this is

  AFTERSHOCK_TOKEN         token that every visitor must show; at least 16 characters
  AFTERSHOCK_PROVIDER_URL  where to fetch prices instead of Yahoo`

/**
 * What is wrong with an option, in our words: the runtime's own advise on its syntax.
 *
 * @returns null for an error of another kind
 */
export function optionFault(error: unknown): string | null {
  const { code, message = '' } = error as { readonly code?: unknown; readonly message?: string }
  if (typeof code !== 'string' || !code.startsWith('ERR_PARSE_ARGS')) return null
  const option = /'(?:-\w, )?(-[^' ]*)/.exec(message)?.[1] ?? /'([^']*)'/.exec(message)?.[1] ?? ''
  switch (code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `Cannot use ${option}: there is no such option, --help lists them`
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return /does not take/.test(message)
        ? `Cannot use ${option} with a value: it takes none`
        : `Cannot use ${option} without its value: write ${option}=VALUE`
    default:
      return `Cannot use "${option}": options begin with --, --help lists them`
  }
}

/** Scheme, host and port, written as browsers write them. */
const isOrigin = (text: string): boolean =>
  /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/** Reads arguments and environment. Nothing is guessed: a port that is none is refused, not replaced. */
export function readConfig(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Arguments {
  const options = {
    port: { type: 'string' },
    host: { type: 'string' },
    'allow-host': { type: 'string', multiple: true },
    'trusted-proxy': { type: 'string', multiple: true },
    'frame-origin': { type: 'string', multiple: true },
    'public-url': { type: 'string' },
    db: { type: 'string' },
    schedule: { type: 'boolean' },
    'upload-limit': { type: 'string' },
    'access-log': { type: 'boolean' },
    version: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values']
  try {
    values = parseArgs({ args: [...args], options }).values
  } catch (error) {
    return { kind: 'wrong', why: optionFault(error) ?? String(error) }
  }
  if (values.help) return { kind: 'help' }
  if (values.version) return { kind: 'version' }
  const portText = values.port ?? env.PORT ?? '4173'
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : Number.NaN
  if (!(port <= 65_535))
    return { kind: 'wrong', why: `Cannot listen on port "${portText}" as a port is a whole number from 0 to 65535` }
  const host = values.host ?? '127.0.0.1'
  const token = env.AFTERSHOCK_TOKEN ?? null
  if (token !== null && token.length < 16)
    return {
      kind: 'wrong',
      why: `Cannot use AFTERSHOCK_TOKEN as it takes at least 16 characters: it has ${token.length}`,
    }
  if (!loopback.has(host) && token === null)
    return {
      kind: 'wrong',
      why: `Cannot listen on ${host} as other machines could then read and change everything: set AFTERSHOCK_TOKEN first`,
    }
  const limit = values['upload-limit'] ?? '10'
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > 512)
    return {
      kind: 'wrong',
      why: `Cannot use --upload-limit ${limit} as it takes a whole number of MiB from 1 to 512: a text has no room for more`,
    }
  const trustedProxies = values['trusted-proxy'] ?? []
  const noAddress = trustedProxies.find((address) => isIP(address) === 0)
  if (noAddress !== undefined)
    return {
      kind: 'wrong',
      why: `Cannot trust the proxy "${noAddress}" as --trusted-proxy takes an IP address such as 127.0.0.1`,
    }
  const frameOrigins = values['frame-origin'] ?? []
  for (const [option, origin] of [
    ...frameOrigins.map((origin) => ['--frame-origin', origin] as const),
    ...(values['public-url'] === undefined ? [] : [['--public-url', values['public-url']] as const]),
  ])
    if (!isOrigin(origin))
      return {
        kind: 'wrong',
        why: `Cannot use ${option} ${origin} as it takes http:// or https:// with a host and nothing behind it, such as https://desk.example`,
      }
  const provider = providerIn(env)
  if ('why' in provider) return { kind: 'wrong', why: provider.why }
  const allowedHosts = (values['allow-host'] ?? []).map((name) => name.toLowerCase())
  const db = values.db ?? env.AFTERSHOCK_DB ?? DEFAULT_DB
  const schedule = values.schedule ?? false
  const accessLog = values['access-log'] ?? false
  return {
    kind: 'config',
    config: {
      host,
      port,
      db,
      allowedHosts,
      token,
      trustedProxies,
      schedule,
      accessLog,
      frameOrigins,
      publicUrl: values['public-url'] ?? null,
      providerUrl: provider.url,
      uploadLimit: Number(limit) * 1024 * 1024,
    },
  }
}

/** Names that a Host header may carry, in lower case. */
export function namesOf({ host, allowedHosts }: Config): readonly string[] {
  const own =
    loopback.has(host) || host === '0.0.0.0' || host === '::'
      ? []
      : [host.includes(':') ? `[${host}]` : host.toLowerCase()]
  return ['localhost', '127.0.0.1', '[::1]', ...own, ...allowedHosts]
}
