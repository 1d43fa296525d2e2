import { Dropped } from './Dropped.tsx'
import { Keys } from './Keys.tsx'
import { usePage } from './page.ts'
import { Search } from './Search.tsx'
import { Settings } from './Settings.tsx'
import { NotePanel } from './ticker/NotePanel.tsx'

export { NotFound } from './NotFound.tsx'

/** What lies over the page while it is asked for: the search, the list of keys, a note on the chart. */
export function Over() {
  const { keysOpen, searched, settingsOpen, note, dropped } = usePage().panels
  return (
    <>
      {searched.value !== null && <Search />}
      {keysOpen.value && <Keys />}
      {note.value !== null && <NotePanel />}
      {settingsOpen.value && <Settings />}
      {dropped.value && <Dropped />}
    </>
  )
}
