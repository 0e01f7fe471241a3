/** The servers under measurement: each started as a process of its own and spoken to as pairs. */
import { bareWire, startBare } from './bare.js'
import { nchanWire, startNchan } from './nchan.js'
import type { Subject } from './options.js'
import type { Pairs, Trouble } from './pairs.js'
import { startParley } from './parley.js'
import { ParleyChats } from './parley-chats.js'
import { PolledPairs } from './polled-pairs.js'
import type { ServerProcess } from './server-process.js'

export interface RunningSubject {
  readonly name: Subject
  readonly server: ServerProcess
  readonly pairs: Pairs
  /** The same as `pairs` when they are chats that go both ways. */
  readonly chats: ParleyChats | undefined
  stop(): Promise<void>
}

/** A Node server answers what is asked of its inside. */
export const isProbed = ({ name }: RunningSubject): boolean => name !== 'nchan'

/** How much is to be done with a server. */
export interface SubjectSize {
  /** How many connections carry what is written. */
  readonly commands: number
  /** How many chats or pairs it will hold. */
  readonly chats: number
}

const open = async (name: Subject, directory: string, { commands, chats }: SubjectSize, trouble: Trouble) => {
  switch (name) {
    case 'bare': {
      const { server, port } = await startBare()
      return { server, clean: () => undefined, pairs: await PolledPairs.open(port, bareWire, commands, trouble) }
    }
    case 'nchan': {
      const { server, port, clean } = await startNchan()
      return { server, clean, pairs: await PolledPairs.open(port, nchanWire, commands, trouble) }
    }
    case 'parley': {
      const parley = await startParley(directory, chats)
      const { server, clean } = parley
      return { server, clean, pairs: await ParleyChats.open(parley, commands, trouble) }
    }
  }
}

/** Starts a server, as yet without pairs. `directory` is where it may keep data. */
export const startSubject = async (
  name: Subject,
  directory: string,
  size: SubjectSize,
  trouble: Trouble,
): Promise<RunningSubject> => {
  const { server, clean, pairs } = await open(name, directory, size, trouble)
  return {
    name,
    server,
    pairs,
    chats: pairs instanceof ParleyChats ? pairs : undefined,
    stop: async () => {
      pairs.close()
      await server.stop()
      clean()
    },
  }
}
