import { BlockList, isIP } from 'node:net'

/**
 * Addresses that are not of the public internet: this machine, local networks, what is translated into them, and what is
 * set aside (IANA special-purpose registries, RFC 6890). Of IPv6 only the global unicast block counts as public.
 */
const special = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  special.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  // Teredo and other protocol assignments, documentation, 6to4.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  special.addSubnet(network, prefix, 'ipv6')
const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')

/** Is an IP address one of the public internet? */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4')
    case 6:
      return globalUnicast.check(address, 'ipv6') && !special.check(address, 'ipv6')
    default:
      return false
  }
}

const LONGEST = 2000

/**
 * An address that came over HTTP or in content, as far as its text tells; what its name means is looked at when it is
 * looked up. Other spellings of an IP address (`127.1`, `0x7f.1`, full-width digits) are read as browsers read them.
 *
 * @param isPortAllowed empty for the port of the scheme
 * @returns the address, or why it is not asked for
 */
export function askedAddress(text: string, isPortAllowed = (port: string): boolean => port === ''): URL | string {
  if (text.length > LONGEST) return `Cannot fetch an address of more than ${LONGEST} characters`
  if (/[\s\\\p{Cc}]|%0[ad]/iu.test(text)) return 'Cannot fetch an address with blanks, backslashes or line ends in it'
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    return 'Cannot fetch this as an address begins with http:// or https:// and names a host'
  const url = new URL(text)
  if (url.username !== '' || url.password !== '')
    return 'Cannot fetch from an address with a user name or password in it'
  if (!isPortAllowed(url.port)) return 'Cannot fetch from another port than that of the scheme'
  return url
}
