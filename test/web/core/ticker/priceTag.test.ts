import { expect, it } from 'vitest'
import { priceTag } from '../../../../web/core/ticker/priceTag.ts'
import { catalogues } from '../../../../web/i18n/catalogues.ts'

const write = (await catalogues.en.page()).catalogue.format

it.each([
  [415.13, '415.13'],
  [614_296.27, '614,296.27'],
  [622_072_841.19, '622,072,841'],
  [0.00001239, '0.00001239'],
])('priceTag() writes %s so that the edge of the chart has room for it', (price, text) => {
  expect(priceTag(write, price)).toBe(text)
})
