/** Where the CPU time of Parley's main thread goes in scenario A. */
import { join } from 'node:path'
import { summarizeProfile, type ProfileSummary } from './cpu-profile.js'
import type { Options } from './options.js'
import { Trouble } from './pairs.js'
import type { Direction } from './parley-chats.js'
import { contendersOf, runRound } from './saturation.js'
import { startSubject } from './subjects.js'

export interface ProfileRow {
  readonly direction: Direction
  /** To be opened with a browser's developer tools. */
  readonly file: string
  readonly perSecond: number
  /** CPU time of the whole process per message, in microseconds; being watched makes it larger. */
  readonly cpuUs: number
  readonly summary: ProfileSummary
}

const warmUpMs = 4000
/** How many functions are told of. */
const top = 45

/** Watches Parley alone, in each direction. Profiles are written below `directory`. */
export const measureProfile = async (options: Options, directory: string): Promise<ProfileRow[]> => {
  const trouble = new Trouble()
  const subject = await startSubject('parley', directory, { commands: options.pairs, chats: options.pairs }, trouble)
  try {
    const rows: ProfileRow[] = []
    for (const contender of await contendersOf(subject, options.pairs, trouble)) {
      const { direction } = contender
      const file = join(directory, `parley-${direction}.cpuprofile`)
      await runRound(contender, warmUpMs)
      await subject.server.ask('startProfile', null)
      const { perSecond, cpuUs } = await runRound(contender, options.roundMs)
      await subject.server.ask('stopProfile', file)
      rows.push({ direction, file, perSecond, cpuUs, summary: summarizeProfile(file, top) })
    }
    return rows
  } finally {
    await subject.stop()
  }
}
