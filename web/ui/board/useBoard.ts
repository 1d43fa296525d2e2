import { boardState } from '../../state/board/board.ts'
import { usePage } from '../page.ts'

export const useBoard = () => boardState(usePage())
