import { studyState } from '../../state/study/study.ts'
import { usePage } from '../page.ts'

export const useStudy = () => studyState(usePage())
