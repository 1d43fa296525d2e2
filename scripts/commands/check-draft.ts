import { z } from 'zod'
import type { DraftReading } from '../../server/articles/draft.ts'
import { Problem } from '../../server/problem.ts'
import { told } from '../../server/query/parameters.ts'
import { dateLanguages } from '../../server/sources/dates/languages.ts'
import { dateOrders } from '../../server/sources/eventFile/time.ts'
import { command, onlyWord, storeOptions } from '../command.ts'
import { inputBytes } from '../inputFile.ts'
import { give } from '../terminal.ts'

await command({
  name: 'check-draft',
  does: 'Hold a draft against stored prices: each figure, date and causal word is right, rounded, wrong or not ours.',
  examples: [
    'npm run check-draft -- draft.txt',
    'echo "Microsoft shares fell 1.7% on Nov. 17, 2023." | npm run -s check-draft -- - --json',
  ],
  words: [['FILE', 'a text, or - for standard input']],
  options: z.strictObject({
    published: told(
      z.string().max(40).optional(),
      'the day from which "yesterday" counts, a date or a moment with its offset',
      'TIME',
    ),
    language: told(z.enum(dateLanguages).optional(), 'en or id (default: told by its words)', 'L'),
    timezone: told(
      z.string().max(60).optional(),
      "zone of the writer's day (default: Jakarta or New York, by language)",
      'ZONE',
    ),
    dateOrder: told(z.enum(dateOrders).optional(), 'order of dates such as 10/02/2023: MDY, DMY or YMD').meta({
      option: 'date-order',
    }),
    ...storeOptions,
  }),
  notes:
    'What is compared: docs/articles.md. Exit: 0 nothing is wrong, 1 something is or it could not be read, 2 asked wrongly.',
  run: async ({ db: store, json, published, language, timezone, dateOrder }, words) => {
    const text = await textOf(onlyWord(words, `check ${words.length} files at once: name one, or - for standard input`))
    const [{ checkDraft }, { inStore }] = await Promise.all([
      import('../../server/articles/draft.ts'),
      import('../store.ts'),
    ])
    return inStore(store, 'read', async (db) => {
      const reading = await checkDraft(db, text, { published, language, zone: timezone, dateOrder })
      await give(json, reading, spoken(reading))
      return reading.right ? 0 : 1
    })
  },
})

async function textOf(file: string): Promise<string> {
  const { fileText, MOST_BYTES } = await import('../../server/sources/fileText.ts')
  const text = fileText(inputBytes(file, MOST_BYTES))
  if (text.kind === 'refused') throw new Problem(404, text.entry.code, text.entry.message)
  return text.text
}

function* spoken({ marks, right }: DraftReading): Generator<string> {
  for (const { mark, text, figure, why } of marks)
    yield `${mark.padEnd(8)} ${text}${figure === null ? '' : ` → ${figure}`}: ${why}`
  const wrong = marks.filter(({ mark }) => mark === 'wrong').length
  yield `${marks.length} marked, ${wrong} wrong${right ? '' : '; see above'}`
}
