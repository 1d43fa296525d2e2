import { expect, it } from 'vitest'
import { editOf } from '../../../../web/core/data/edits.ts'

it.each([
  ['edit own-1', { verb: 'edit', what: 'own-1', events: null }],
  ['delete openai-20231106-devday', { verb: 'delete', what: 'openai-20231106-devday', events: null }],
  ['confirmed 3 events', { verb: 'confirmed', what: '3 events', events: 3 }],
  ['rejected own-1', { verb: 'rejected', what: 'own-1', events: null }],
  ['same story: own-1, own-2', { verb: 'same story:', what: 'own-1, own-2', events: null }],
  ['forget OpenAI (MSFT)', { verb: 'forget', what: 'OpenAI (MSFT)', events: null }],
  ['sample/events.csv', null],
  ['editorial.csv', null],
])('editOf() reads %j', (name, edit) => expect(editOf(name)).toEqual(edit))
