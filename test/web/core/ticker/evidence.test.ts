import { describe, expect, it } from 'vitest'
import { evidenceOf } from '../../../../web/core/ticker/evidence.ts'

describe('evidenceOf', () => {
  it('evidenceOf() reads values by name, in words and in letters', () => {
    expect(evidenceOf('open 37122, high 37887, low null')).toEqual({
      kind: 'values',
      values: [
        { field: 'open', value: 37122 },
        { field: 'high', value: 37887 },
        { field: 'low', value: null },
      ],
    })
    expect(evidenceOf('O 371.22 C 377.44 V none adj 376.07')).toEqual({
      kind: 'values',
      values: [
        { field: 'open', value: 371.22 },
        { field: 'close', value: 377.44 },
        { field: 'volume', value: null },
        { field: 'adjusted', value: 376.07 },
      ],
    })
  })
  it.each([
    ['624 of 1230 sessions without a bar', 'withoutBar', ['624', '1230']],
    ['close 400 -> 101', 'step', ['400', '101']],
    ['near 376.17', 'near', ['376.17']],
    ['1 bars, such as 22:00 UTC: low 296.501, high 376.35', 'stray', ['1', '22:00', '296.501', '376.35']],
  ])('evidenceOf() knows the sentence "%s"', (text, as, numbers) =>
    expect(evidenceOf(text)).toEqual({ kind: 'told', as, numbers }),
  )
  it.each(['low <= open, close <= high', 'close 400 -> 101 with 4:1', 'exchange NYQ', ''])(
    'evidenceOf() leaves other words as they are: "%s"',
    (text) => expect(evidenceOf(text)).toEqual({ kind: 'words', text }),
  )
})
