import { describe, expect, it } from 'vitest'
import { barStates, leastTrusted } from '../../../../server/market/bar.ts'
import {
  gravestOf,
  kindsOf,
  type NotedBar,
  type NotedFinding,
  notesOfBar as notesOfFigures,
  notesOfStates,
  together,
} from '../../../../web/core/ticker/notes.ts'

const bar = (
  state: NotedBar['state'],
  checks: readonly string[] = [],
  { volumeChecks = [], heldBy = [], correctedBy = [] }: Partial<NotedBar> = {},
): NotedBar => ({ ticker: 'MSFT', date: '2023-11-20', state, checks, volumeChecks, heldBy, correctedBy })
const finding = (check: string, from: string, to = from, about: NotedFinding['about'] = ['prices']): NotedFinding => ({
  check,
  about,
  severity: 'warn',
  status: 'open',
  ticker: 'MSFT',
  from,
  to,
  holds: null,
  evidence: null,
  observed: 'something',
  expected: null,
})

const notesOfBar = (of: NotedBar, findings: readonly NotedFinding[] | null) => notesOfFigures(of, findings, 'close')

describe('notesOfBar', () => {
  it('notesOfBar() has nothing to say of a final bar without findings', () =>
    expect(notesOfBar(bar('final'), [])).toEqual([]))
  it('notesOfBar() takes open findings over the names on the bar: an accepted one is no warning any more', () => {
    expect(kindsOf(notesOfBar(bar('final', ['GAP_RETURN']), null))).toEqual(['checked'])
    expect(notesOfBar(bar('final', ['GAP_RETURN']), [])).toEqual([])
  })
  it('notesOfBar() counts a finding on its first and last session, not on the days beside them', () => {
    const of = (from: string, to: string) => notesOfBar(bar('final'), [finding('STALE_RUN', from, to)]).length
    expect([of('2023-11-20', '2023-11-22'), of('2023-11-16', '2023-11-20')]).toEqual([1, 1])
    expect([of('2023-11-21', '2023-11-22'), of('2023-11-16', '2023-11-17')]).toEqual([0, 0])
  })
  it('notesOfBar() names what holds a bar back before what is only beside it', () => {
    const notes = notesOfBar(bar('held', ['RESTATE_MIXED', 'UNIT_POINT'], { heldBy: ['UNIT_POINT'] }), [
      finding('RESTATE_MIXED', '2022-01-03', '2024-05-31'),
      finding('UNIT_POINT', '2023-11-20'),
    ])
    expect(notes.map(({ kind, check }) => [kind, check])).toEqual([
      ['held', 'UNIT_POINT'],
      ['checked', 'RESTATE_MIXED'],
    ])
  })
  it('notesOfBar() marks a corrected bar although its finding is accepted', () =>
    expect(
      notesOfBar(bar('repaired', ['UNIT_POINT'], { correctedBy: ['UNIT_POINT'] }), []).map(({ kind, check }) => [
        kind,
        check,
      ]),
    ).toEqual([['repaired', 'UNIT_POINT']]))
  it('notesOfBar() gives a held bar the evidence of a finding on another session that holds it', () => {
    const step = { ...finding('SPLIT_STEP', '2024-01-03'), holds: { from: '2023-01-03', to: '2024-01-02' } }
    const [note, ...others] = notesOfBar(bar('held', ['SPLIT_STEP'], { heldBy: ['SPLIT_STEP'] }), [step])
    expect(note).toMatchObject({ kind: 'held', check: 'SPLIT_STEP', from: '2024-01-03', finding: step })
    expect(others).toEqual([])
  })
})

describe('figures of a bar', () => {
  const kinds = ['close', 'range', 'returns', 'volume'] as const
  const marked = (of: NotedBar, findings: readonly NotedFinding[] | null) =>
    kinds.filter((figures) => notesOfFigures(of, findings, figures).length > 0)
  it.each([
    [['volume'], ['volume']],
    [['range'], ['range']],
    [['payments'], ['returns']],
    [['prices'], ['close', 'returns']],
    [['adjusted'], []],
    [
      ['prices', 'range', 'volume'],
      ['close', 'range', 'returns', 'volume'],
    ],
  ] as const)('notesOfBar() of a finding about %s marks %s and nothing else', (about, figures) =>
    expect(marked(bar('final'), [finding('X', '2023-11-20', '2023-11-20', about)])).toEqual(figures),
  )
  it('notesOfBar() tells volume by its own names while findings are on their way', () => {
    expect(marked(bar('final', [], { volumeChecks: ['VOL_LARGE'] }), null)).toEqual(['volume'])
    expect(marked(bar('final', ['GAP_RETURN']), null)).toEqual(['close', 'range', 'returns'])
  })
  it('notesOfBar() marks every figure of a bar that is held back, whatever holds it', () =>
    expect(
      marked(bar('held', ['UNIT_POINT'], { heldBy: ['UNIT_POINT'] }), [finding('UNIT_POINT', '2023-11-20')]),
    ).toEqual(kinds))
})

describe('notesOfStates', () => {
  it('notesOfStates() gives one note a state, for the sessions asked for', () => {
    const columns = {
      date: ['2023-11-16', '2023-11-17', '2023-11-20', '2023-11-21'],
      state: ['revised', 'final', 'provisional', 'provisional'],
    } as const
    expect(notesOfStates('MSFT', columns, '2023-11-17', '2023-11-21')).toMatchObject([
      { kind: 'provisional', from: '2023-11-20', to: '2023-11-21' },
    ])
  })
})

describe('together', () => {
  it('together() says everything once, the gravest first', () => {
    const [warning, held] = [notesOfBar(bar('final'), [finding('GAP', '2023-11-20')]), notesOfBar(bar('held'), [])]
    const provisional = notesOfBar(bar('provisional'), [])
    expect(kindsOf(together(warning, provisional, warning, held))).toEqual(['held', 'checked', 'provisional'])
    expect(together(warning, warning)).toHaveLength(1)
  })
})

describe('order of trust', () => {
  it.each(barStates.flatMap((one) => barStates.map((other) => [one, other] as const)))(
    'gravestOf() and together() agree with the bars about %s beside %s',
    (one, other) => {
      const state = leastTrusted([one, other])
      const notes = together(notesOfBar(bar(one), []), notesOfBar(bar(other), []))
      expect(notes[0]?.kind ?? 'final').toBe(state)
      expect(gravestOf(bar(state)) ?? 'final').toBe(state)
    },
  )
  it('gravestOf() takes a warning for graver than any state but held', () => {
    expect(gravestOf(bar('held', ['GAP_RETURN']))).toBe('held')
    for (const state of ['provisional', 'repaired', 'revised', 'final'] as const)
      expect(gravestOf(bar(state, ['GAP_RETURN']))).toBe('checked')
    expect(gravestOf(bar('repaired', ['UNIT_POINT'], { correctedBy: ['UNIT_POINT'] }))).toBe('repaired')
  })
})
