import { expect, it } from 'vitest'
import { sampleTests } from '../../../../web/core/study/tests.ts'

const wilcoxon = { n: 5, W: 12, z: 1.2136, pNormal: 0.2249, pExact: 0.3125 }
const shown = (key: string, column: object) =>
  sampleTests.find((one) => one.key === key)?.figures(column as Parameters<(typeof sampleTests)[0]['figures']>[0])

it('sampleTests shows the signed ranks of Wilcoxon, with the p that was counted out where there is one', () => {
  expect(shown('wilcoxon', { wilcoxon })).toEqual({ value: 1.2136, p: 0.3125 })
  expect(shown('wilcoxon', { wilcoxon: { ...wilcoxon, pExact: null } })).toEqual({ value: 1.2136, p: 0.2249 })
  expect(shown('wilcoxon', { wilcoxon: null })).toEqual({ value: null, p: null })
  expect(shown('kp', { tKp: 2, pKp: 0.05 })).toEqual({ value: 2, p: 0.05 })
  expect(shown('kp', { tKp: null, pKp: null })).toEqual({ value: null, p: null })
})
