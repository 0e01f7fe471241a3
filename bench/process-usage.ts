/** What the kernel says about a process. Linux only. */
import { readdirSync, readFileSync } from 'node:fs'

/** The unit of `utime` and `stime`; the same on every Linux that Node runs on. */
const tickUs = 10_000

/** What follows the name of a process: its state, its parent, and later the times. The name may hold spaces. */
const statFields = (pid: number | string): string[] => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** CPU time of all threads of a process so far, in microseconds, kernel included. */
export const cpuTimeUs = (pid: number): number => {
  const fields = statFields(pid)
  return (Number(fields[11]) + Number(fields[12])) * tickUs
}

/** The same with all its children, also those that have ended; for a server that has a process for each connection. */
export const familyCpuTimeUs = (pid: number): number => {
  const own = statFields(pid)
  let ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(own[index]), 0)
  for (const other of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = statFields(other)
      if (fields[1] === String(pid)) ticks += Number(fields[11]) + Number(fields[12])
    } catch (error) {
      // It has ended since it was listed.
      if (!['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code))) throw error
    }
  }
  return ticks * tickUs
}

/** Resident memory of a process, in bytes. */
export const residentBytes = (pid: number): number => {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? []
  if (kib === undefined) throw new Error(`Process ${pid} has no resident memory; has it ended?`)
  return Number(kib) * 1024
}
