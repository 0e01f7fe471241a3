/** What the two sides of every visit tried, were promised, and saw, written down as it happens. */

/** A message that a visitor sent, once or several times with the same number. */
export interface Said {
  readonly text: string
  /** It was answered with 200. */
  acknowledged: boolean
}

/** A numbered message that a visitor's poll brought. */
export interface Heard {
  readonly number: number
  readonly type: string
  /** What may never change about the message with this number. */
  readonly content: string
  /** How often the server had been started when it came. */
  readonly generation: number
}

/** One visitor's session, from its request to its end. */
export class Visit {
  /** Whether its polls carry `ack`. */
  readonly acknowledges: boolean
  readonly said: Said[] = []
  /** In the order of arrival, repeats included. */
  readonly heard: Heard[] = []
  /** How many polls failed. */
  failedPolls = 0
  /** A poll was answered with 403, which says that the session is over. */
  over = false
  /** The visitor ended it, or tried to. */
  left = false

  constructor(
    /** Unlike any other's; the agents see it. */
    readonly name: string,
    acknowledges: boolean,
  ) {
    this.acknowledges = acknowledges
  }
}

/** A message that an agent sent, once or several times with the same key. */
export interface Written {
  readonly text: string
  /** The number it was acknowledged with. */
  number?: number
  /** With which code it was refused, when that was its last answer. */
  refused?: string
  /** How often it was sent without an answer that says what became of it: that may still be done, after a refusal as well. */
  unanswered: number
}

/** A message as agents see it. */
export interface ShownMessage {
  readonly number: number
  readonly from: 'visitor' | 'agent'
  readonly text: string
}

/** A chat as one agent sees it. */
export class DeskChat {
  readonly written: Written[] = []
  /** In the order in which they were first seen. */
  readonly shown = new Map<number, ShownMessage>()
  established = false
  /** The agent has tried to hand it over. */
  handed = false
  /** A colleague has it now. */
  gaveAway = false
  /** How often the agent was told that it is theirs, snapshots included. */
  timesTold = 0

  constructor(
    readonly chatId: string,
    readonly visitName: string,
  ) {}
}

/** One agent's side. */
export class Desk {
  readonly chats = new Map<string, DeskChat>()
  /** The most offers and chats that the server said the agent had at one time. */
  placesTakenMost = 0
  /** Known once the agent has logged in. */
  agentId = ''

  constructor(
    readonly username: string,
    readonly capacity: number,
  ) {}
}

/** A whole run. */
export class History {
  readonly visits: Visit[] = []
  readonly desks: Desk[] = []
  /** What else was noticed that should not be, a sentence each. */
  readonly surprises: string[] = []
  /** What every chat holds in the end, by its id, oldest message first. */
  readonly chats = new Map<string, readonly ShownMessage[]>()
}
