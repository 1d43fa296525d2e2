/** Why a figure is absent. Every `null` of a study stands beside one of these. */
export type Reason =
  | 'constantBenchmark'
  | 'collinearFactors'
  | 'zeroVariance'
  | 'tooFewObservations'
  | 'tooFewEvents'
  | 'tooFewBlocks'
  | 'correlationOutOfRange'
  | 'noPrice'
  | 'noFactor'
  | 'truncatedWindow'
  | 'outsideData'
  | 'jointWindow'

/** What a reason code says in a sentence, for people. */
export const reasonText: { readonly [R in Reason]: string } = {
  constantBenchmark: 'The benchmark did not move in the estimation window, so its influence cannot be estimated.',
  collinearFactors: 'The factors repeat one another, so their separate influence cannot be estimated.',
  zeroVariance: 'The values do not vary, so there is no ordinary variation to compare with.',
  tooFewObservations: 'The estimation window has too few usable sessions.',
  tooFewEvents: 'The test needs more events.',
  tooFewBlocks:
    'The estimation window is too short for a window of this length: it needs twenty times as many sessions.',
  correlationOutOfRange: 'The average correlation between the events leaves the range in which this test is defined.',
  noPrice: 'There is no price of the security or its benchmark on these sessions.',
  noFactor: 'There is no return of a factor, or of the risk-free rate, on these sessions.',
  truncatedWindow: 'The data end before the window does.',
  jointWindow: 'Another event of the security lies inside this window, and single sessions only were asked for.',
  outsideData: 'The sessions asked for lie outside the data.',
}
