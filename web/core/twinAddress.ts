import { parseAddress } from './address.ts'

export type TwinForm = 'json' | 'csv'

/** A path that names the data of a screen: that of the screen, and the form; null for any other. */
export function twinPath(path: string): { readonly path: string; readonly form: TwinForm } | null {
  const [, bare = '', form] = /^(\/.*?)\.(json|csv)$/.exec(path) ?? []
  return form === undefined ? null : { path: bare === '/board' ? '/' : bare, form: form as TwinForm }
}

/** The address of the data of a screen; null where it shows none. */
export function twinAddress(address: string, form: TwinForm): string | null {
  const { pathname, search } = new URL(address, 'http://page.invalid')
  const { kind } = parseAddress(pathname, search).screen
  if (kind === 'unknown' || kind === 'methods' || kind === 'article') return null
  return `${kind === 'board' ? '/board' : pathname}.${form}${search}`
}
