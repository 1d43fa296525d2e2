import { z } from 'zod'
import { roles } from '../market/event.ts'
import { count, date, doc, list, maybe, symbol, text } from './shape.ts'

export const relationList = z.object({
  relations: list(
    z.object({
      name: doc(text, 'as news writes it'),
      symbol,
      role: doc(z.enum(roles), 'what the ticker is to the one named'),
      reason: maybe(text),
      from: doc(maybe(date), 'first day on which it holds'),
      to: doc(maybe(date), 'last day on which it holds'),
      source: doc(maybe(text), 'where the dates stand'),
    }),
  ),
})

export const forgotten = z.object({ run: doc(count, 'the number that takes it back: DELETE /api/imports/:run') })
