const zones: Readonly<Record<string, string>> = {
  JK: 'Asia/Jakarta',
  L: 'Europe/London',
  DE: 'Europe/Berlin',
  F: 'Europe/Berlin',
  PA: 'Europe/Paris',
  AS: 'Europe/Amsterdam',
  BR: 'Europe/Brussels',
  MI: 'Europe/Rome',
  MC: 'Europe/Madrid',
  LS: 'Europe/Lisbon',
  SW: 'Europe/Zurich',
  ST: 'Europe/Stockholm',
  CO: 'Europe/Copenhagen',
  HE: 'Europe/Helsinki',
  OL: 'Europe/Oslo',
  VI: 'Europe/Vienna',
  T: 'Asia/Tokyo',
  HK: 'Asia/Hong_Kong',
  SS: 'Asia/Shanghai',
  SZ: 'Asia/Shanghai',
  TW: 'Asia/Taipei',
  KS: 'Asia/Seoul',
  KQ: 'Asia/Seoul',
  SI: 'Asia/Singapore',
  KL: 'Asia/Kuala_Lumpur',
  BK: 'Asia/Bangkok',
  NS: 'Asia/Kolkata',
  BO: 'Asia/Kolkata',
  AX: 'Australia/Sydney',
  NZ: 'Pacific/Auckland',
  TO: 'America/Toronto',
  V: 'America/Toronto',
  MX: 'America/Mexico_City',
  SA: 'America/Sao_Paulo',
  JO: 'Africa/Johannesburg',
}

/**
 * The zone of the exchange that a symbol in the price source's notation trades on, from its suffix (`BBCA.JK`), or
 * null for a suffix not known here and for `*`. A symbol without suffix is American. It is a rule of the notation, so
 * that a file means the same on every machine, whatever the store knows of the ticker.
 */
export function exchangeZone(symbol: string): string | null {
  if (symbol === '*') return null
  const dot = symbol.lastIndexOf('.')
  if (dot < 0) return /=X$|-USD$/.test(symbol) ? 'UTC' : 'America/New_York'
  const suffix = symbol.slice(dot + 1)
  return Object.hasOwn(zones, suffix) ? (zones[suffix] ?? null) : null
}
