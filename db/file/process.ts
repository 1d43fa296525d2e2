import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** A process as others see it in the store: only one on the same host can be asked whether it still lives. */
export interface ProcessMark {
  readonly host: string
  readonly pid: number
}

const read = (what: () => string): string => {
  try {
    return what().trim()
  } catch {
    return ''
  }
}

/**
 * This process. The host includes the boot and the process namespace where the system tells them: a pid means nothing
 * after a restart or in another container.
 */
export const thisProcess: ProcessMark = {
  host: [
    hostname(),
    read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')).slice(0, 8),
    read(() => readlinkSync('/proc/self/ns/pid')).replace(/\D/g, ''),
  ].join('/'),
  pid: process.pid,
}

/** @returns false only when it is certain that the process is gone */
export function mayLive({ host, pid }: ProcessMark): boolean {
  if (host !== thisProcess.host) {
    // The same machine after a restart: nothing of before lives on.
    const [name, boot] = host.split('/')
    const [ownName, ownBoot] = thisProcess.host.split('/')
    return !(name === ownName && boot !== '' && ownBoot !== '' && boot !== ownBoot)
  }
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM'
  }
}
