import { describe, expect, it } from 'vitest'
import { exchangeOfEnding } from '../../../server/market/exchange/exchanges.ts'
import { symbolPlace } from '../../../server/market/exchange/symbolPlace.ts'
import { ticker } from '../../../server/market/ticker.ts'

describe('ticker()', () => {
  it.each([
    ['BRK.B', 'BRK-B'],
    ['brk.b ', 'BRK-B'],
    ['BRK-B', 'BRK-B'],
    ['BF.A', 'BF-A'],
    ['VOD.L', 'VOD.L'],
    ['7203.T', '7203.T'],
    ['SAP.F', 'SAP.F'],
    ['AAPL.O', 'AAPL.O'],
    ['0700.HK', '0700.HK'],
    ['GIB-A.TO', 'GIB-A.TO'],
    ['NOVO-B.CO', 'NOVO-B.CO'],
    ['^A.B', '^A.B'],
    ['BRK.PR', 'BRK.PR'],
    ['BRK.BB', 'BRK.BB'],
    ['BRK.1', 'BRK.1'],
    ['BRK/B', null],
    ['', null],
  ])('reads "%s" as %s', (text, symbol) => expect(ticker(text)).toBe(symbol))

  it('takes a letter for a class where no exchange has it as an ending, and for nothing else', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    const classes = letters.filter((letter) => ticker(`X.${letter}`) === `X-${letter}`)
    expect(classes).toEqual(letters.filter((letter) => exchangeOfEnding(letter) === null))
    for (const letter of classes) expect(symbolPlace(`X.${letter}`)).toEqual(symbolPlace(`X-${letter}`))
  })
})
