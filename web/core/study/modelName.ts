import { type ModelKind, type ModelName, modelNames, returnModels } from '../../../server/stats/models.ts'

/** The name by which a model is asked for; null for factors that have no name together. */
export const modelNameOf = ({
  model,
  factors,
}: {
  readonly model: ModelKind
  readonly factors: readonly string[]
}): ModelName | null =>
  modelNames.find((name) => {
    const named = returnModels[name]
    return named.kind === model && (model !== 'factors' || named.factors.join() === factors.join())
  }) ?? null
