import { expect, it } from 'vitest'
import { adapters } from '../../../server/sources/eventFile/adapters/adapters.ts'
import { foreignReaders } from '../../../server/sources/eventFile/readerNames.ts'

it('foreignReaders names every adapter, in the order in which they are tried', () =>
  expect(adapters.map(({ name }) => name)).toEqual(foreignReaders))
