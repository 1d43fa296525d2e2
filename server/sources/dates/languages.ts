/** Languages whose dates are read. */
export const dateLanguages = ['en', 'id'] as const
export type DateLanguage = (typeof dateLanguages)[number]
