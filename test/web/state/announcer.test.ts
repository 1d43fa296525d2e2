import { expect, it } from 'vitest'
import { makeAnnouncer } from '../../../web/state/announcer.ts'
import { madeWindow } from './madeWindow.ts'

it('of a burst of sentences the last one is heard', async () => {
  const { page, pass } = madeWindow()
  const { announcement, announce } = makeAnnouncer(page)
  const heard: string[] = []
  announcement.subscribe((sentence) => heard.push(sentence))
  announce('one')
  await pass(0)
  announce('two')
  announce('three')
  await pass(299)
  expect(heard).toEqual(['', 'one'])
  await pass(1)
  expect(heard).toEqual(['', 'one', 'three'])
})

it('the same sentence again is heard again', async () => {
  const { page, pass } = madeWindow()
  const { announcement, announce } = makeAnnouncer(page)
  announce('close 369.85')
  await pass(0)
  announce('close 369.85')
  await pass(300)
  expect(announcement.value.trim()).toBe('close 369.85')
  expect(announcement.value).not.toBe('close 369.85')
})
