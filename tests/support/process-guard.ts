/**
 * Sees to it that no process started by a test outlives it, even when the test's own process is killed: a shell that
 * reads from us notices that we are gone and ends what we had told it of.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { Socket } from 'node:net'

// Each line names all that live now, so the last one read is the one that counts.
const script = 'pids=; while read -r line; do pids=$line; done; [ -z "$pids" ] || kill -9 $pids'

const living = new Set<number>()
let guard: ChildProcess | undefined

const tell = (): void => {
  if (guard === undefined) {
    // A process group of its own, so that Ctrl-C does not reach it before us.
    guard = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
    guard.unref()
    if (guard.stdin instanceof Socket) guard.stdin.unref()
  }
  guard.stdin?.write(`${[...living].join(' ')}\n`)
}

/** From now on the child ends at the latest when this process does. Call it as soon as the child was started. */
export const guardProcess = (child: ChildProcess): void => {
  const { pid } = child
  if (pid === undefined) return
  living.add(pid)
  tell()
  child.once('exit', () => {
    living.delete(pid)
    tell()
  })
}
