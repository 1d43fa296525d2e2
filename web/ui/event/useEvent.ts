import { eventState } from '../../state/event/event.ts'
import { usePage } from '../page.ts'

export const useEvent = () => eventState(usePage())
