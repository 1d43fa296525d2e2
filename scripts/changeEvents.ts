import { forgetEvent, neededOf, restoreEvent, setStatus } from '../server/events/edit.ts'
import { eventHistory } from '../server/events/history.ts'
import { type EventQuery, eventList, oneEvent } from '../server/events/list.ts'
import type { PlacedEvent } from '../server/events/placedEvent.ts'
import { decideStory, type Stories, storiesOf } from '../server/events/stories.ts'
import { tellWitness } from '../server/events/witnesses.ts'
import { type Passport, passportOf } from '../server/impact/passport.ts'
import { ingest } from '../server/ingest/ingest.ts'
import type { Ingested } from '../server/ingest/ingested.ts'
import type { MarketEvent } from '../server/market/event.ts'
import { statuses } from '../server/market/eventStatus.ts'
import type { Instant } from '../server/market/instant.ts'
import { Problem } from '../server/problem.ts'
import { RestoreOrder, WitnessOrder } from '../server/query/questions.ts'
import { read } from '../server/query/read.ts'
import { isFreeText } from '../server/sources/eventFile/field.ts'
import { guarded } from '../server/table/formulaSafe.ts'
import { spoken } from './ingestFile.ts'
import type { Store } from './store.ts'
import { print, tell } from './terminal.ts'

interface Asked extends EventQuery {
  readonly db: string
  readonly json: boolean
  readonly limit: number
}

/** Does what a word of `npm run events` asks, and tells it. @returns the exit code */
export async function changeEvents(db: Store, what: string, words: readonly string[], asked: Asked): Promise<number> {
  const { json, limit, db: _, ...filter } = asked
  const now = Date.now()
  const [id = '', ...others] = words
  const takes = (fits: boolean, expected: string) => {
    if (!fits)
      throw new Problem(400, 'bad_parameter', `Cannot do "${[what, ...words].join(' ')}": ${what} takes ${expected}`)
  }
  const say = (answer: unknown, lines: readonly string[]) =>
    json ? print([`${JSON.stringify(answer)}\n`]) : tell(lines.map((line) => `${line}\n`))
  switch (what) {
    case 'list': {
      takes(words.length === 0, 'options only')
      const found = await eventList(db, filter, { limit, after: null, size: Number.POSITIVE_INFINITY })
      const rest = found.total - found.events.length
      await say(found, [...found.events.map(line), ...(rest === 0 ? [] : [`and ${rest} more: --limit`])])
      return 0
    }
    case 'add':
      takes(words.length > 0, 'FIELD=VALUE')
      return taken(await take(db, 'add', fieldsOf(words), now), json)
    case 'edit': {
      takes(others.length > 0, 'ID FIELD=VALUE')
      await oneEvent(db, id)
      const fields = fieldsOf(others)
      if (fields.has('event_id'))
        throw new Problem(400, 'bad_parameter', 'Cannot change the id of an event', 'event_id')
      return taken(
        await take(db, 'edit', new Map([['event_id', id], ...(await neededOf(db, id, fields)), ...fields]), now),
        json,
      )
    }
    case 'status': {
      takes(
        others.length > 0 && (statuses as readonly string[]).includes(id),
        `a status (${statuses.join(', ')}) and then the ids of events`,
      )
      const edited = await setStatus(db, others, id as MarketEvent['status'], now)
      await say(edited, [`${edited.changed} ${id}, ${edited.unchanged} were; run ${edited.run}`])
      return 0
    }
    case 'witness': {
      takes(others.length > 0, 'ID FIELD=VALUE')
      const told = read(WitnessOrder, Object.fromEntries(fieldsOf(others)))
      const { added } = await tellWitness(db, id, told, now)
      await say({ added }, [added === 0 ? 'told before' : `kept: ${told.kind} says ${told.at}`])
      return 0
    }
    case 'passport': {
      takes(words.length === 1, 'one ID')
      const passport = await passportOf(db, id, { ticker: null, benchmark: null, settings: {} })
      await say(passport, [...passportLines(passport)])
      return 0
    }
    case 'stories': {
      takes(words.length === 0, 'options only')
      const found = await storiesOf(db, filter)
      await say(found, [...storyLines(found)])
      return 0
    }
    case 'same':
    case 'different': {
      takes(words.length === 2, 'ID ID')
      const decided = await decideStory(db, { one: id, other: others[0] ?? '', decision: what }, now)
      await say(decided, [
        decided.lead === null
          ? `two stories; run ${decided.run}`
          : `one story, told first by ${decided.lead}; ${decided.changed} changed; run ${decided.run}`,
      ])
      return 0
    }
    case 'delete': {
      takes(words.length === 1, 'one ID')
      const edited = await forgetEvent(db, id, now)
      await say(edited, [`deleted ${id}; run ${edited.run}`])
      return 0
    }
    case 'history': {
      takes(words.length === 1, 'one ID')
      const history = await eventHistory(db, id)
      await say(history, history.versions.map(versionLine))
      return 0
    }
    case 'restore': {
      takes(words.length === 2, 'ID CHANGE')
      const { change } = read(RestoreOrder, {
        change: /^\d{1,9}$/.test(others[0] ?? '') ? Number(others[0]) : others[0],
      })
      const edited = await restoreEvent(db, id, change, now)
      await say(edited, [`${edited.changed === 1 ? 'restored' : 'was so already:'} ${id}; run ${edited.run}`])
      return 0
    }
    default:
      throw new Problem(
        400,
        'bad_parameter',
        `Cannot ${what === '' ? 'do nothing' : `"${what}"`}: name one of list, add, edit, status, witness, passport, stories, same, different, delete, history and restore`,
      )
  }
}

/** `FIELD=VALUE` words as fields. @throws Problem for a word without an equals sign, or a field given twice */
function fieldsOf(words: readonly string[]): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const word of words) {
    const [, name = '', value = ''] = /^([A-Za-z][\w-]*)=(.*)$/s.exec(word) ?? []
    if (name === '') throw new Problem(400, 'bad_parameter', `Cannot read "${word}": expected FIELD=VALUE`)
    if (fields.has(name)) throw new Problem(400, 'bad_parameter', `Cannot take ${name} twice`, name)
    fields.set(name, value)
  }
  return fields
}

/** Stores one record as a file of two lines: the rules are those of every file. */
function take(db: Store, what: 'add' | 'edit', fields: ReadonlyMap<string, string>, now: number): Promise<Ingested> {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  const values = [...fields].map(([name, value]) => cell(isFreeText(name) ? guarded(value) : value))
  const bytes = new TextEncoder().encode(`${[...fields.keys()].map(cell).join(',')}\r\n${values.join(',')}\r\n`)
  const name = `${what} ${fields.get('event_id') ?? fields.get('title') ?? 'an event'}`
  const onConflict = what === 'add' ? 'fail' : 'update'
  return ingest(db, { name, bytes }, { now: now as Instant, kind: 'events', onConflict })
}

async function taken(done: Ingested, json: boolean): Promise<number> {
  await (json ? print([`${JSON.stringify(done)}\n`]) : tell(spoken(done)))
  return done.accepted ? 0 : 1
}

function line({ event_id, title, public_at, occurred_at, status, type, tickers, alignment }: PlacedEvent): string {
  const time = public_at ?? occurred_at
  const day = alignment.kind === 'aligned' ? `session ${alignment.day0}` : alignment.kind
  const named = tickers.map(({ symbol, role }) => (role === 'subject' ? symbol : `${symbol}:${role}`))
  return [time, day, status, type, named.join(' ') || 'no ticker', title, event_id].join(' · ')
}

type Version = Awaited<ReturnType<typeof eventHistory>>['versions'][number]
function versionLine({ change, at, run, verb, before, changed }: Version): string {
  const who = verb === null ? 'another program, or a deletion of old' : `${verb}${run === null ? '' : `, run ${run}`}`
  const what =
    before === null ? 'made' : changed.length === 0 ? `gone; it was "${before.title}"` : `changed ${changed.join(', ')}`
  return [`change ${change}`, at, who, what].join(' · ')
}

function* passportLines({ witnesses, sessions, spread_seconds, same_conclusion }: Passport): Generator<string> {
  for (const { kind, at, local, place, seconds, agrees, session, used } of witnesses)
    yield [
      kind,
      local ?? at,
      used ? 'used' : seconds === null ? (agrees ? 'agrees' : 'differs') : `${seconds > 0 ? '+' : ''}${seconds} s`,
      session === null ? 'no session' : `session ${session}`,
      place,
    ].join(' · ')
  if (spread_seconds !== null) yield `${spread_seconds} seconds between the earliest and the latest`
  for (const { session, used, finding, reason } of sessions)
    yield `${session}${used ? ' (used)' : ''}: ${finding?.en ?? reason ?? 'no figures'}`
  if (same_conclusion !== null)
    yield same_conclusion ? 'one conclusion on all sessions' : 'the conclusion depends on the session'
}

function* storyLines({ stories, candidates, more }: Stories): Generator<string> {
  for (const { lead, echoes } of stories) {
    yield `${lead.time} · ${lead.title} (${lead.event_id})`
    for (const { title, event_id, delay_seconds } of echoes)
      yield `  ${delay_seconds === null ? 'no moment' : `${delay_seconds >= 0 ? '+' : ''}${Math.round(delay_seconds / 60)} min`} · ${title} (${event_id})`
  }
  for (const { one, other, share, words } of candidates) {
    yield `perhaps one story (${share.toFixed(2)}: ${words.join(', ')})`
    for (const { time, title, event_id } of [one, other]) yield `  ${time} · ${title} (${event_id})`
  }
  if (more > 0) yield `and ${more} more pairs: choose fewer events`
}
