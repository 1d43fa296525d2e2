import { stories as storiesAnswer, storyDecided } from '../answers/story.ts'
import { filterOf } from '../events/list.ts'
import { decideStory, storiesOf } from '../events/stories.ts'
import { FacetsQuestion, StoryOrder } from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import { verb } from './verb.ts'

export const stories = verb({
  name: 'stories',
  does: 'Stories that several events tell, with their echoes, and pairs of events that may be one',
  method: 'get',
  path: '/stories',
  subject: nothing,
  question: FacetsQuestion,
  answer: storiesAnswer,
  fails: [],
  run: ({ db }, asked) => storiesOf(db, asked),
  used: async ({ stories: told }, asked, __, { db }) => ({ listed: await filterOf(db, asked), shown: told }),
})

export const decide = verb({
  name: 'decide-story',
  does: 'Say of two events that they are one story, or that they are not',
  method: 'post',
  path: '/stories',
  subject: nothing,
  question: StoryOrder,
  answer: storyDecided,
  fails: ['unknown_event', 'same_event', 'one_story'],
  run: ({ db, now }, order) => decideStory(db, order, now()),
  used: null,
})
