import type { View } from './address.ts'
import { daysOfRange } from './board/range.ts'
import { severitiesOf } from './data/address.ts'
import { parametersOf } from './events/parameters.ts'
import { parseForm, specOf } from './study/form.ts'
import { settingsOf } from './ticker/settings.ts'
import type { TwinForm } from './twinAddress.ts'

/** The answer that a screen shows: where it is asked for, or which spec is studied for it. */
export type Twin =
  | { readonly kind: 'answer'; readonly path: string; readonly query: Readonly<Record<string, string>> }
  | { readonly kind: 'study'; readonly path: string; readonly spec: string }

/**
 * What a view shows as data; null where it shows none.
 *
 * @param newest date of the newest daily bar of the ticker on screen, or of any: with it presets end
 */
export function twinOf(view: View, form: TwinForm, newest: string | null): Twin | null {
  const ending = form === 'csv' ? '.csv' : ''
  const answer = (path: string, query: object): Twin => ({
    kind: 'answer',
    path: path + ending,
    query: Object.fromEntries(
      // Where there is no file, whoever follows the link is told so in their language.
      Object.entries<unknown>({ ...query, ...(form === 'csv' ? { l: view.language } : {}) }).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
  })
  const { screen } = view
  switch (screen.kind) {
    case 'board':
      return answer('/api/board', daysOfRange(view.range, newest))
    case 'ticker': {
      const { ticker } = screen
      if (view.event !== null)
        return answer(`/api/impacts/${encodeURIComponent(view.event)}`, { ticker, ...settingsOf(view) })
      const { interval } = view
      return answer(`/api/bars/${encodeURIComponent(ticker)}`, { interval, ...daysOfRange(view.range, newest) })
    }
    case 'events':
      return answer('/api/events', {
        ...parametersOf({ ...screen, query: view.query }),
        // A file keeps the order of time.
        ...(form === 'json' && view.over.o === 'desc' ? { order: 'desc' } : {}),
      })
    case 'event': {
      const id = encodeURIComponent(screen.event)
      return form === 'csv' ? answer(`/api/impacts/${id}`, settingsOf(view)) : answer(`/api/events/${id}`, {})
    }
    case 'study':
      return { kind: 'study', path: `/api/studies${ending}`, spec: JSON.stringify(specOf(parseForm(screen.asked))) }
    case 'data': {
      const { ticker, status, severity } = screen
      return answer('/api/quality', { ticker, status, severity: severitiesOf(severity) })
    }
    default:
      return null
  }
}
