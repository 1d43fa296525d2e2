import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** Open connections in all, and of one address. */
const MOST = 1000
const MOST_OF_ONE = 250
/** A connection that we have ended has this long to let go before it is destroyed, in milliseconds. */
const LET_GO = 1000

/**
 * Keeps room for whoever comes next: when an address has too many connections open, or all have, the one that has waited
 * longest without a request gives way. Only where every connection is at work is the newest one turned away.
 *
 * @param isCounted false for an address whose connections are not its own, as those of a trusted proxy
 */
export function keepRoom(server: Server, isCounted: (remoteAddress: string) => boolean): void {
  /** Connections in the order of their last answer, and what each is at work on. */
  const open = new Map<Socket, { requests: number }>()
  const ofAddress = new Map<string, Set<Socket>>()
  let newest: Socket | null = null
  const oldestIdle = (sockets: Iterable<Socket>): Socket | undefined => {
    for (const socket of sockets) if (open.get(socket)?.requests === 0) return socket
    return undefined
  }
  const begin = (socket: Socket) => {
    const work = open.get(socket)
    if (work !== undefined) work.requests++
  }
  const end = (socket: Socket) => {
    const work = open.get(socket)
    if (work === undefined) return
    work.requests--
    if (socket === newest) return
    newest = socket
    open.delete(socket)
    open.set(socket, work)
    const mates = ofAddress.get(socket.remoteAddress ?? '')
    if (mates?.delete(socket)) mates.add(socket)
  }
  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? ''
    const mates = ofAddress.get(address) ?? new Set()
    if (open.size >= MOST || (isCounted(address) && mates.size >= MOST_OF_ONE)) {
      const givesWay = oldestIdle(open.size >= MOST ? open.keys() : mates)
      if (givesWay === undefined) {
        socket.destroy()
        return
      }
      forget(givesWay)
      givesWay.destroy()
    }
    open.set(socket, { requests: 0 })
    newest = socket
    mates.add(socket)
    ofAddress.set(address, mates)
    socket.once('close', () => forget(socket, address))
  })
  server.on('request', (request, response) => {
    const { socket } = request
    begin(socket)
    response.once('close', () => end(socket))
  })

  function forget(socket: Socket, address = socket.remoteAddress ?? ''): void {
    open.delete(socket)
    if (newest === socket) newest = null
    const mates = ofAddress.get(address)
    mates?.delete(socket)
    if (mates?.size === 0) ofAddress.delete(address)
  }
}

/** Sends a last word; whoever does not let go then is let go of. */
export function endSoon(socket: Socket, word: string): void {
  socket.end(word)
  setTimeout(() => socket.destroy(), LET_GO).unref()
}
