import { deleted, merged, ownBenchmark, renamed } from '../answers/tickers.ts'
import { BenchmarkOrder, DeleteQuestion, MergeOrder, RenameOrder, StoredTickerSubject } from '../query/questions.ts'
import { setBenchmark } from '../tickers/benchmark.ts'
import { deleteTicker } from '../tickers/delete.ts'
import { merge } from '../tickers/merge.ts'
import { rename } from '../tickers/rename.ts'
import { verb } from './verb.ts'

export const renameTicker = verb({
  name: 'rename-ticker',
  does: 'Give a ticker its new name; everything stored stays, and the old name goes on answering',
  method: 'post',
  path: '/tickers/:ticker/rename',
  subject: StoredTickerSubject,
  question: RenameOrder,
  answer: renamed,
  fails: ['unknown_ticker', 'same_ticker', 'ticker_exists', 'other_exchange', 'busy'],
  run: ({ db, now }, { to }, { ticker }) => rename(db, ticker, to, now()),
  used: null,
})

export const mergeTicker = verb({
  name: 'merge-ticker',
  does: 'Make one series of two of one security; where they differ somebody must say whose values stay',
  method: 'post',
  path: '/tickers/:ticker/merge',
  subject: StoredTickerSubject,
  question: MergeOrder,
  answer: merged,
  fails: ['unknown_ticker', 'same_ticker', 'two_securities', 'merge_differs', 'busy'],
  run: ({ db, now }, { into, prefer, dry_run: dryRun }, { ticker }) =>
    merge(db, { from: ticker, into, prefer: prefer ?? null, dryRun }, now()),
  used: null,
})

export const putBenchmark = verb({
  name: 'put-benchmark',
  does: 'Say what a ticker is compared with where neither the question nor the event does',
  method: 'put',
  path: '/tickers/:ticker/benchmark',
  subject: StoredTickerSubject,
  question: BenchmarkOrder,
  answer: ownBenchmark,
  fails: ['unknown_ticker', 'own_benchmark'],
  run: ({ db, now }, { benchmark }, { ticker }) => setBenchmark(db, ticker, benchmark, now()),
  used: null,
})

export const removeTicker = verb({
  name: 'remove-ticker',
  does: 'Forget a ticker with its bars, actions and findings; without confirmation what would go is told',
  method: 'delete',
  path: '/tickers/:ticker',
  subject: StoredTickerSubject,
  question: DeleteQuestion,
  answer: deleted,
  fails: ['unknown_ticker', 'busy'],
  run: ({ db, now }, { confirmed }, { ticker }) => deleteTicker(db, ticker, confirmed === 'true', now()),
  used: null,
})
