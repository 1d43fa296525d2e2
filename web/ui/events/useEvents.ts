import { eventsState } from '../../state/events/events.ts'
import { usePage } from '../page.ts'

export const useEvents = () => eventsState(usePage())
