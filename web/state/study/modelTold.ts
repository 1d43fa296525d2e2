import { modelNameOf } from '../../core/study/modelName.ts'
import type { Words } from '../../i18n/words.ts'
import type { StudyAnswer } from './study.ts'

/** The model of a study in words; factors that have no name together are told by theirs. */
export function modelTold(settings: StudyAnswer['spec']['settings'], page: Words['page']): string {
  const name = modelNameOf(settings)
  return name === null ? settings.factors.join(' + ') : page.models[name]
}
