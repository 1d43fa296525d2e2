import { describe, expect, it } from 'vitest'
import { studySample } from '../../../server/stats/sample.ts'
import { differences, noneYet, readOracle, sampleEvents, settingsOf, tell } from './oracle.ts'

const files = [
  'msft-openai-market',
  'msft-openai-log-gspc',
  'msft-all-events-2022-2024',
  'tech-openai-clustered',
  'sp500-additions-1997-1999',
  'covid-tech-missing',
  '10k-releases-aapl-msft',
]

describe('studySample() agrees with two independent programs', () => {
  for (const name of files) {
    const oracle = readOracle(name)
    it.skipIf(oracle === null)(`studySample() gives every figure of ${name}`, () => {
      if (oracle?.expected.multi === undefined) throw new Error(`Cannot find the sample of ${name}`)
      const study = studySample(sampleEvents(oracle), settingsOf(oracle))
      if (study.all.kind === 'untested') throw new Error(study.all.reason)
      const worst = noneYet()
      const wrong = differences(study.all.multi, oracle.expected.multi, worst, 'multi')
      tell(`${name} (sample)`, worst)
      expect(wrong).toEqual([])
    })
  }
})
