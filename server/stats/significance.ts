/**
 * Whether a p-value is significant at a two-sided level: below it. At p = alpha exactly the closed 1 - alpha interval
 * still holds zero, so an interval and its verdict never contradict each other.
 */
export const isSignificant = (p: number, alpha: number): boolean => p < alpha
