import { whenText } from '../../core/event/day.ts'
import { storyOf, type Tie } from '../../core/event/story.ts'
import { placeName, zoneOf } from '../../core/zones.ts'
import { latest } from '../../state/resource.ts'
import { Link } from '../Link.tsx'
import { useFormat, usePage, useWords } from '../page.ts'
import { useEvent } from './useEvent.ts'

/** The events of the same story on a line of time, with how much earlier or later each was. */
export function Story() {
  const words = useWords('event')
  const write = useFormat()
  const { view } = usePage()
  const { stored, around } = useEvent()
  const event = stored.value
  if (event === null) return null
  const story = storyOf(event, latest(around.state.value) ?? [])
  const clock = zoneOf(view.value.zone, event.alignment.zone)
  return (
    <section class="panel" aria-labelledby="story-head" aria-busy={around.state.value.kind === 'loading'}>
      <h2 id="story-head">{words.story}</h2>
      <p class="soft">{story.length === 1 ? words.noStory : words.storyHow(placeName(clock))}</p>
      <ol class="story">
        {story.map(({ event, tie, minutes }) => {
          const { event_id: id, title, language } = event
          return (
            <li key={id} aria-current={tie === null ? 'true' : undefined}>
              <span class="when">
                {whenText(event, write, clock)}
                {tie !== null && minutes !== null && <small> {words.apart(minutes)}</small>}
              </span>
              <span>
                {tie === null ? (
                  <b lang={language ?? undefined}>{title}</b>
                ) : (
                  <>
                    <Link to={{ screen: { kind: 'event', event: id } }}>
                      <span lang={language ?? undefined}>{title}</span>
                    </Link>{' '}
                    <TieWords tie={tie} />
                  </>
                )}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function TieWords({ tie }: { readonly tie: Tie }) {
  const { ties } = useWords('event')
  return (
    <small class="soft">
      {tie.kind === 'group'
        ? ties.group(tie.name)
        : tie.kind === 'tags'
          ? ties.tags(tie.names.join(', '))
          : ties[tie.kind]}
    </small>
  )
}
