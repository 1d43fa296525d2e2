import { makeClient } from '../../api.ts'
import { oncePer } from '../state.ts'
import { makeDataApi } from './api.ts'
import { makeBackfills } from './backfills.ts'
import { makeDecisions } from './decisions.ts'
import { makeImports } from './imports.ts'
import { makeJob } from './job.ts'
import { makeMoments } from './moments.ts'
import { makeRefresh } from './refresh.ts'
import { makeStored } from './stored.ts'
import { makeTickers } from './tickers.ts'
import { makeUpkeep } from './upkeep.ts'

/** What the data page knows and does besides the rest of the page. */
export const dataState = oncePer((state) => {
  const api = makeDataApi(makeClient(state.page.fetch))
  const stored = makeStored(state, api)
  const refreshSoon = makeRefresh(state, stored, api)
  const job = makeJob(state, stored, refreshSoon)
  return {
    api,
    stored,
    job,
    backfills: makeBackfills(state, stored, job, refreshSoon, api),
    decisions: makeDecisions(state, api),
    imports: makeImports(state, stored, api),
    tickers: makeTickers(state, api),
    upkeep: makeUpkeep(state, stored, api),
    moments: makeMoments(state),
  }
})
