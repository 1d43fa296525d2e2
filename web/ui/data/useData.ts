import { dataState } from '../../state/data/data.ts'
import { usePage } from '../page.ts'

export const useData = () => dataState(usePage())
