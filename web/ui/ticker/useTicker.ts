import { tickerState } from '../../state/ticker/ticker.ts'
import { usePage } from '../page.ts'

export const useTicker = () => tickerState(usePage())
