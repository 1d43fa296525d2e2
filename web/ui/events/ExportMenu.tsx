import { useRef } from 'preact/hooks'
import { eventForms, eventsFileAddress } from '../../core/events/files.ts'
import { parametersOf } from '../../core/events/parameters.ts'
import { putBeside } from '../beside.ts'
import { usePage, useWords } from '../page.ts'
import { useEvents } from './useEvents.ts'

/** The listed events as a file, in every form that they can be written in. */
export function ExportMenu() {
  const words = useWords('events')
  const { listed } = useEvents()
  const { spoken } = usePage()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const question = listed.question.value
  if (question === null) return null
  return (
    <>
      <button type="button" class="action opener" ref={button} popovertarget="event-files">
        {words.export}
      </button>
      <div
        id="event-files"
        class="menu"
        popover="auto"
        role="dialog"
        aria-label={words.export}
        ref={menu}
        onBeforeToggle={({ currentTarget }) => {
          if (button.current !== null) putBeside(button.current, currentTarget, 280)
        }}
      >
        <ul>
          {eventForms.map((form) => (
            <li key={form}>
              <a
                href={eventsFileAddress(form, parametersOf(question), spoken.value)}
                onClick={() => menu.current?.hidePopover()}
              >
                <b>{words.forms[form][0]}</b> <span>{words.forms[form][1]}</span>
              </a>
            </li>
          ))}
        </ul>
        <p class="soft">{words.exportHow}</p>
      </div>
    </>
  )
}
