import { z } from 'zod'
import { statuses } from '../../server/market/eventStatus.ts'
import { Problem } from '../../server/problem.ts'
import { told, wholeNumber } from '../../server/query/parameters.ts'
import { EventsQuestion } from '../../server/query/questions.ts'
import { command, storeOptions } from '../command.ts'

const filters = EventsQuestion.shape
const own = {
  ...filters,
  limit: told(wholeNumber(1, 10_000).default(1_000), 'list: the most lines (default 1000)', 'N'),
  ...storeOptions,
}

await command({
  name: 'events',
  does: 'Lists, adds, changes and deletes events. Fields are those of the event format, as FIELD=VALUE; an empty value clears a field.',
  examples: [
    'npm run events -- list --ticker MSFT --year 2023 --q "openai board"',
    'npm run events -- add title="Microsoft hires the removed CEO" public_at=2023-11-20T02:53:00-05:00 tickers=MSFT type=management.other',
    'npm run events -- edit ev_0a1b notes="seen at source" tags="openai|board"',
    'npm run events -- status confirmed ev_0a1b ev_2c3d',
    'npm run events -- witness ev_0a1b kind=filing_header at=2024-01-19T16:39:35-05:00 place=https://www.sec.gov/…',
    'npm run events -- history ev_0a1b',
    'npm run events -- restore ev_0a1b 42',
    'npm run events -- delete ev_0a1b',
  ],
  words: [
    ['list', 'events in order of time, as the options choose them'],
    ['add FIELD=VALUE…', 'title and public_at (or occurred_at) are needed; an event of the same id is refused'],
    ['edit ID FIELD=VALUE…', 'what is not named stays'],
    ['status STATUS ID…', `${statuses.join(', ')}: all of them or none`],
    ['witness ID FIELD=VALUE…', 'keep what somebody says of its time: kind, at, place, note; the event stays as it is'],
    ['passport ID', 'who says when it was public, and the finding on each admissible session'],
    ['stories', 'stories that several events tell, and pairs that may be one, as the options choose events'],
    ['same ID ID', 'they are one story: the first trustworthy time stays, the other is rejected'],
    ['different ID ID', 'they are two, and are not asked about again'],
    ['delete ID', 'it stays in the history'],
    ['history ID', 'every change, newest first, with its number'],
    ['restore ID CHANGE', 'what the event was before that change, also when it is deleted'],
  ],
  options: z.strictObject(own),
  notes:
    'Every change is on record and can be taken back: npm run ingest -- --undo RUN. Fields: docs/event-format.md. Exit: 0 done, 1 could not (nothing is changed then), 2 asked wrongly.',
  run: async (asked, [what = '', ...words]) => {
    const filter = Object.keys(filters).find((name) => asked[name as keyof typeof filters] != null)
    if (what !== 'list' && what !== 'stories' && filter !== undefined)
      throw new Problem(400, 'bad_parameter', `Cannot use --${filter} but with list and stories`, filter)
    const [{ changeEvents }, { inStore }] = await Promise.all([import('../changeEvents.ts'), import('../store.ts')])
    return inStore(asked.db, what === 'add' ? 'make' : 'read', (db) => changeEvents(db, what, words, asked))
  },
})
