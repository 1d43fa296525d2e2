import { z } from 'zod'
import { timeSources } from '../market/event.ts'
import { statuses } from '../market/eventStatus.ts'
import { count, doc, flag, list, maybe, number, text } from './shape.ts'

const toldShape = {
  event_id: text,
  title: text,
  status: z.enum(statuses),
  source_name: maybe(text),
  source_url: maybe(text),
  time_source: maybe(z.enum(timeSources)),
  time: doc(text, 'the effective time as it is stored'),
  trustworthy: doc(flag, 'known to the minute, and not by who saw it somewhere'),
}
const told = z.object(toldShape)

export const stories = z.object({
  stories: list(
    z.object({
      lead: doc(told, 'at the first trustworthy time'),
      echoes: list(
        z.object({
          ...toldShape,
          delay_seconds: doc(maybe(number), 'after the lead; below zero for an earlier one that cannot be trusted'),
        }),
      ),
    }),
  ),
  candidates: doc(
    list(
      z.object({
        one: told,
        other: told,
        share: doc(number, "Jaccard's index of the telling words of both titles, 0 to 1"),
        words: doc(list(text), 'the words they share'),
      }),
    ),
    'pairs that may be one story, for a person to decide',
  ),
  more: doc(count, 'candidates beyond the 200 that are told; at least so many where `whole` is false'),
  whole: doc(flag, 'false: after 10,000 pairs no more were looked for'),
})

export const storyDecided = z.object({
  run: doc(count, 'the number that takes it back: DELETE /api/imports/:run'),
  changed: count,
  unchanged: count,
  lead: doc(maybe(text), 'the event that stays; null for two stories'),
})
