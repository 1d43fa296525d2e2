/** The release of the time-zone data (IANA tzdb) that this version was tested with. */
const TESTED = '2026c'

/** Which time-zone data the runtime has: clocks of the future, and some of the past, depend on it. Prices do not. */
export interface ZoneData {
  /** Release such as `2026c`; null where the runtime does not say. */
  readonly version: string | null
  readonly tested: string
  /** Older than tested, or not known: clock times in zones that changed since may be an hour off. */
  readonly is_older: boolean
}

export const zoneData = (version: string | undefined = process.versions.tz): ZoneData => ({
  version: version || null,
  tested: TESTED,
  is_older: !version || version < TESTED,
})

/** The same as a sentence for a terminal. */
export const zoneSentence = ({ version, tested, is_older }: ZoneData): string =>
  is_older
    ? `time-zone data ${version ?? 'of an unknown release'}, older than ${tested}, which this version was tested with: clock times in zones that changed since may be an hour off`
    : `time-zone data ${version}`
