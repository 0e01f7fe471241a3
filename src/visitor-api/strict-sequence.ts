/**
 * Holds clients to the numbers of their commands, where an operator asked for it: a number that is neither a repeat nor
 * the next is answered 409. What the last number was follows from the log; commands that leave no event, such as typing,
 * are known to this process only, and a client that it does not know any more is told where to go on.
 */
import type { CommandMark } from '../chat/command-memory.js'
import type { ChatService } from '../chat/chat-service.js'
import { isRepeat, noCommands, type CommandMemory } from '../chat/command-memory.js'
import { lastAccepted, mayFollow, type LastAccepted } from '../chat/sequence-rules.js'
import type { VisitorSession } from '../delivery/visitor-session.js'
import { KeyedLocks } from '../lib/keyed-locks.js'
import { outOfSync } from '../protocol/wire-error.js'

/** What this process knows of a session's numbers beyond the log. */
interface Known {
  /** The newest command that was accepted here, and what the log's newest was right after it. */
  accepted?: { readonly mark: CommandMark; readonly logged: number }
  /** Whether the client was told the last number and has sent none since that could follow. */
  wasTold: boolean
}

export class StrictSequence {
  readonly #chats: ChatService
  // One command of a session at a time: whether the second may follow depends on the first.
  readonly #locks = new KeyedLocks()
  readonly #known = new WeakMap<VisitorSession, Known>()

  constructor(chats: ChatService) {
    this.#chats = chats
  }

  /**
   * Carries a command out if its number may follow. `parts` are the marks under which it is remembered. Throws the 409
   * of the wire, with nothing changed.
   */
  async run(
    session: VisitorSession,
    mark: CommandMark,
    parts: readonly CommandMark[],
    carryOut: (mark: CommandMark) => Promise<void>,
  ): Promise<void> {
    await this.#locks.acquire(session.id)
    try {
      const known = this.#known.get(session) ?? { wasTold: false }
      this.#known.set(session, known)
      const memory = await this.#memoryOf(session)
      const last = lastOf(known, memory)
      if (isRepeatOf(known, mark) || parts.some((part) => isRepeat(memory, part))) {
        await carryOut(mark)
        return
      }
      if (!mayFollow(mark, last, known.wasTold)) {
        known.wasTold = true
        throw outOfSync(mark.number, last.number)
      }
      // The number was used before; after what the client was told it does not mean the same command.
      await carryOut(mark.number === last.number ? { ...mark, again: true } : mark)
      known.wasTold = false
      known.accepted = { mark, logged: lastAccepted(await this.#memoryOf(session)).number }
    } finally {
      this.#locks.release(session.id)
    }
  }

  async #memoryOf({ chat }: VisitorSession): Promise<CommandMemory> {
    if (chat === undefined) return noCommands
    const state = await this.#chats.read(chat)
    return state.state === 'unrequested' ? noCommands : state.commands
  }
}

const isRepeatOf = ({ accepted }: Known, mark: CommandMark): boolean =>
  accepted !== undefined && accepted.mark.number === mark.number && accepted.mark.digest === mark.digest

const lastOf = ({ accepted }: Known, memory: CommandMemory): LastAccepted => {
  const inLog = lastAccepted(memory)
  if (accepted === undefined || accepted.logged !== inLog.number) return inLog
  return { number: accepted.mark.number, reconnects: accepted.mark.reconnects ?? 0 }
}
