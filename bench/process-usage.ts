/** What the kernel says about a process. Linux only. */
import { readFileSync } from 'node:fs'

/** The unit of `utime` and `stime`; the same on every Linux that Node runs on. */
const tickUs = 10_000

/** CPU time of all threads of a process so far, in microseconds, kernel included. */
export const cpuTimeUs = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  // The name in parentheses may hold spaces; the state follows it, and the times are 11 and 12 fields further on.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * tickUs
}

/** Resident memory of a process, in bytes. */
export const residentBytes = (pid: number): number => {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? []
  if (kib === undefined) throw new Error(`Process ${pid} has no resident memory; has it ended?`)
  return Number(kib) * 1024
}
