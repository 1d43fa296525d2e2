import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mustBeDate } from '../../../server/market/day.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { namesIn, nameTable, spokenName } from '../../../server/sources/article/names.ts'
import { readRelationFile } from '../../../server/sources/relationFile.ts'

describe('names and what they stand for', () => {
  it('are read strictly, each fault with its line, field and value', () => {
    const { relations, report } = readRelationFile(
      'name,symbol,role,reason,from,to\nOpenAI,MSFT,investor,backer,2019-07-22,\n9,MSFT,,,,\nA,m s,,,,\nB,MSFT,owner,,,\nC,MSFT,,,2023-02-30,\nD,MSFT,,,2023-02-02,2023-02-01\n',
    )
    expect(relations).toEqual([
      {
        line: 2,
        name: 'OpenAI',
        symbol: 'MSFT',
        role: 'investor',
        reason: 'backer',
        from: '2019-07-22',
        to: null,
        source: null,
      },
    ])
    expect(report.map(({ line, field, code, value }) => [line, field, code, value])).toEqual([
      [3, 'name', 'E_REQUIRED', '9'],
      [4, 'symbol', 'E_TICKER', 'm s'],
      [5, 'role', 'E_ENUM', 'owner'],
      [6, 'from', 'E_TIME_FORMAT', '2023-02-30'],
      [7, 'to', 'E_TIME_ORDER', '2023-02-01'],
    ])
    expect(readRelationFile('name,role\nA,subject\n')).toMatchObject({ refused: true, relations: [] })
  })

  it('of the bundled table are without fault', () => {
    const { relations, report } = readRelationFile(readFileSync('db/sample/relations.csv', 'utf8'))
    expect(report).toEqual([])
    expect(relations.length).toBeGreaterThan(20)
  })

  it('count within their dates, with a capital letter, the longest first; symbols by themselves', () => {
    const { relations } = readRelationFile(
      'name,symbol,role,from\nOpenAI,MSFT,investor,2019-07-22\nBank Mandiri,BMRI.JK,,\nMandiri,X,,\nApple,AAPL,,\n',
    )
    const symbols = (text: string, day: string | null) =>
      namesIn(text, nameTable(relations), day === null ? null : mustBeDate(day)).map(({ symbol }) => symbol)
    expect(symbols('OpenAI said', '2019-07-22')).toEqual(['MSFT'])
    expect(symbols('OpenAI said', '2019-07-21')).toEqual([])
    expect(symbols('OpenAI said', null)).toEqual([])
    expect(symbols('Bank Mandiri dan an apple', '2023-01-01')).toEqual(['BMRI.JK'])
    expect(symbols('One (NASDAQ: NVDA), two (IDX: BBCA), three $TSLA and $90', '2023-01-01')).toEqual([
      'NVDA',
      'BBCA.JK',
      'TSLA',
    ])
  })

  it('are the letters of stored symbols too, as they are, unless a name is written so or all letters are capitals', () => {
    const { relations } = readRelationFile('name,symbol,role,from\nNOW,MSFT,investor,\n')
    const stored = ['MSFT', 'BBCA.JK', 'ALL', 'NOW', 'AI', 'SAP', 'SAP.DE', 'TLKM.JK', 'TLKM.XX', 'BRK-B'].map(
      mustBeTicker,
    )
    const symbols = (text: string) => namesIn(text, nameTable(relations, stored), null).map(({ symbol }) => symbol)
    expect(symbols('MSFT fell, BBCA naik and SAP rose')).toEqual(['MSFT', 'BBCA.JK', 'SAP'])
    expect(symbols('All of msft, an AI of TLKM and MSFTS')).toEqual([])
    expect(symbols('NOW rose')).toEqual(['MSFT'])
    expect(symbols('ALL SHARES OF MSFT FELL')).toEqual([])
    expect(symbols('Microsoft ($MSFT) rose')).toEqual(['MSFT'])
    expect(symbols('Two shares (NASDAQ: MSFT, XYZ: SAP) and A-MSFT')).toEqual([])
  })

  it('are spoken without the form of the company', () => {
    expect([
      spokenName('Microsoft Corporation'),
      spokenName('PT Bank Central Asia Tbk'),
      spokenName('NVIDIA Corp.'),
    ]).toEqual(['Microsoft', 'Bank Central Asia', 'NVIDIA'])
  })
})
