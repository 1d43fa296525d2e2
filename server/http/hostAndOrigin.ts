import { Problem } from '../problem.ts'

/** What a request says of itself before any of it is read. */
export interface Arrival {
  readonly method: string
  /** The request line's target, as sent. */
  readonly target: string
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly secFetchSite: string | undefined
  readonly secFetchMode: string | undefined
  readonly secFetchDest?: string | undefined
  /** `?1` where a person followed a link. */
  readonly secFetchUser: string | undefined
  readonly contentType: string | undefined
  /** Value of `X-Aftershock`, which a page of another site cannot send without being asked first. */
  readonly ownHeader: string | undefined
  /** Did it prove that it knows the token? False where none is configured. */
  readonly authorized: boolean
}

/** Whom the server answers: the names it is known by, in lower case and without a port, and its port. */
export interface ServerNames {
  readonly names: readonly string[]
  readonly port: number
  /** May pages of other sites show what is under `/embed/` in a frame? Which ones, its policy says. */
  readonly framed?: boolean
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])
const writing = new Set(['POST', 'PUT', 'DELETE'])

/**
 * Who may come in. Checked before routing, so that no route can forget it: the Host must be one of our names (a page
 * elsewhere may have pointed its name at this address), an Origin must be ours, and a write must come from our page or
 * from a program that says so with a header no foreign page can send.
 *
 * @returns the reason to refuse, or null
 */
export function checkHostAndOrigin(arrival: Arrival, server: ServerNames): Problem | null {
  const { method, target, host, origin } = arrival
  // A URL takes a backslash in a path for a slash; whoever reads this request next would refuse it without our headers.
  if (!/^\/[^\\?]*(\?|$)/.test(target))
    return new Problem(400, 'bad_target', 'The request target must be a path on this server')
  if (!isOurs(host, server))
    return new Problem(403, 'foreign_host', 'The Host of the request is not a name of this server')
  if (!reading.has(method) && !writing.has(method))
    return new Problem(405, 'method_not_allowed', 'This server answers GET, HEAD, OPTIONS, POST, PUT and DELETE')
  if (origin !== undefined && !isOurOrigin(origin, host, server))
    return new Problem(403, 'foreign_origin', 'The request comes from a page of another site')
  if (writing.has(method)) return refuseWrite(arrival)
  // Without an Origin a foreign page can still load us as an image or a script, and make us compute.
  if (isForeign(arrival.secFetchSite) && !isFollowedLink(arrival) && !(server.framed && isFrame(arrival)))
    return new Problem(403, 'foreign_origin', 'The request comes from a page of another site')
  return null
}

const isForeign = (secFetchSite: string | undefined): boolean =>
  secFetchSite !== undefined && secFetchSite !== 'same-origin' && secFetchSite !== 'none'

/** A link on another site that a person followed, to a whole page of its own. */
const isFollowedLink = ({ method, secFetchMode, secFetchUser }: Arrival): boolean =>
  method === 'GET' && secFetchMode === 'navigate' && secFetchUser === '?1'

/** A frame of another site, to what is made for frames. */
const isFrame = ({ method, target, secFetchMode, secFetchDest }: Arrival): boolean =>
  method === 'GET' && secFetchMode === 'navigate' && secFetchDest === 'iframe' && target.startsWith('/embed/')

function refuseWrite({ method, origin, secFetchSite, contentType, ownHeader, authorized }: Arrival): Problem | null {
  if (isForeign(secFetchSite))
    return new Problem(403, 'foreign_origin', 'A change must come from a page of this server')
  if (origin === undefined && ownHeader === undefined && !authorized)
    return new Problem(
      403,
      'unproven_origin',
      'A change from a program needs the header "X-Aftershock: 1" or the token',
    )
  if (method !== 'DELETE' && !isSafeMedia(contentType))
    return new Problem(415, 'media_type', 'A change needs the Content-Type application/json or text/csv')
  return null
}

/** Media types that a browser sends across sites only after asking; parameters other than the charset are refused. */
function isSafeMedia(contentType: string | undefined): boolean {
  return /^(application\/json|text\/csv)(\s*;\s*charset="?utf-8"?)?$/i.test(contentType?.trim() ?? '')
}

function isOurs(host: string | undefined, { names, port }: ServerNames): boolean {
  const match = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?$/i.exec(host ?? '')
  if (match === null) return false
  const name = (match[1] ?? '').toLowerCase()
  return names.includes(name) && (match[2] === undefined || Number(match[2]) === port)
}

function isOurOrigin(origin: string, host: string | undefined, server: ServerNames): boolean {
  const match = /^https?:\/\/([^/]+)$/i.exec(origin)
  if (match === null || !isOurs(match[1], server)) return false
  // `localhost:4173` and `127.0.0.1:4173` are both ours, but a page of the one is no page of the other.
  return match[1]?.toLowerCase() === host?.toLowerCase()
}
