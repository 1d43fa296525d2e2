/** A zone as a text writes it: by name, and where the words fix it, minutes east of UTC. */
export interface Zone {
  /** IANA name; null for the publisher's own. */
  readonly name: string | null
  readonly offset: number | null
}

const of = (name: string, hours: number | null = null): Zone => ({ name, offset: hours === null ? null : hours * 60 })

/** Abbreviations of the wires, as written: EST and EDT say which of the two clocks is meant, ET does not. */
export const zoneLetters: ReadonlyMap<string, Zone> = new Map([
  ['ET', of('America/New_York')],
  ['EST', of('America/New_York', -5)],
  ['EDT', of('America/New_York', -4)],
  ['CT', of('America/Chicago')],
  ['CST', of('America/Chicago', -6)],
  ['CDT', of('America/Chicago', -5)],
  ['MT', of('America/Denver')],
  ['MST', of('America/Denver', -7)],
  ['MDT', of('America/Denver', -6)],
  ['PT', of('America/Los_Angeles')],
  ['PST', of('America/Los_Angeles', -8)],
  ['PDT', of('America/Los_Angeles', -7)],
  ['GMT', of('UTC', 0)],
  ['UTC', of('UTC', 0)],
  ['BST', of('Europe/London', 1)],
  ['CET', of('Europe/Berlin', 1)],
  ['CEST', of('Europe/Berlin', 2)],
  ['JST', of('Asia/Tokyo')],
  ['KST', of('Asia/Seoul')],
  ['HKT', of('Asia/Hong_Kong')],
  ['SGT', of('Asia/Singapore')],
  ['IST', of('Asia/Kolkata')],
  ['AEST', of('Australia/Sydney', 10)],
  ['AEDT', of('Australia/Sydney', 11)],
  ['WIB', of('Asia/Jakarta', 7)],
  ['WITA', of('Asia/Makassar', 8)],
  ['WIT', of('Asia/Jayapura', 9)],
])

const own: Zone = { name: null, offset: null }
const cities = {
  'new york': 'America/New_York',
  'new york city': 'America/New_York',
  washington: 'America/New_York',
  boston: 'America/New_York',
  chicago: 'America/Chicago',
  'los angeles': 'America/Los_Angeles',
  'san francisco': 'America/Los_Angeles',
  seattle: 'America/Los_Angeles',
  california: 'America/Los_Angeles',
  london: 'Europe/London',
  paris: 'Europe/Paris',
  frankfurt: 'Europe/Berlin',
  berlin: 'Europe/Berlin',
  brussels: 'Europe/Brussels',
  zurich: 'Europe/Zurich',
  moscow: 'Europe/Moscow',
  dubai: 'Asia/Dubai',
  mumbai: 'Asia/Kolkata',
  india: 'Asia/Kolkata',
  singapore: 'Asia/Singapore',
  'hong kong': 'Asia/Hong_Kong',
  beijing: 'Asia/Shanghai',
  shanghai: 'Asia/Shanghai',
  taipei: 'Asia/Taipei',
  seoul: 'Asia/Seoul',
  tokyo: 'Asia/Tokyo',
  sydney: 'Australia/Sydney',
  melbourne: 'Australia/Melbourne',
  jakarta: 'Asia/Jakarta',
} as const

/** Cities by their names in lower case. */
export const cityZones: ReadonlyMap<string, Zone> = new Map(
  Object.entries(cities).map(([city, zone]) => [city, of(zone)] as const),
)

/** Names before "time", in lower case. */
export const englishZones: ReadonlyMap<string, Zone> = new Map([
  ['eastern', of('America/New_York')],
  ['eastern standard', of('America/New_York', -5)],
  ['eastern daylight', of('America/New_York', -4)],
  ['u.s. eastern', of('America/New_York')],
  ['us eastern', of('America/New_York')],
  ['central', of('America/Chicago')],
  ['mountain', of('America/Denver')],
  ['pacific', of('America/Los_Angeles')],
  ['pacific standard', of('America/Los_Angeles', -8)],
  ['pacific daylight', of('America/Los_Angeles', -7)],
  ['greenwich mean', of('UTC', 0)],
  ['western indonesian', of('Asia/Jakarta', 7)],
  ['central european', of('Europe/Berlin')],
  ['local', own],
  ...Object.entries(cities).map(([city, zone]) => [city, of(zone)] as const),
])

/** Names after "waktu", in lower case. */
export const indonesianZones: ReadonlyMap<string, Zone> = new Map([
  ['setempat', own],
  ['indonesia barat', of('Asia/Jakarta', 7)],
  ['indonesia tengah', of('Asia/Makassar', 8)],
  ['indonesia timur', of('Asia/Jayapura', 9)],
  ['as', of('America/New_York')],
  ['amerika serikat', of('America/New_York')],
  ['timur as', of('America/New_York')],
  ['timur', of('America/New_York')],
  ['pantai timur', of('America/New_York')],
  ['bagian timur as', of('America/New_York')],
  ['pasifik', of('America/Los_Angeles')],
  ['pantai barat', of('America/Los_Angeles')],
  ['singapura', of('Asia/Singapore')],
  ['hongkong', of('Asia/Hong_Kong')],
  ['tokyo', of('Asia/Tokyo')],
  ['inggris', of('Europe/London')],
  ...Object.entries(cities).map(([city, zone]) => [city, of(zone)] as const),
])
