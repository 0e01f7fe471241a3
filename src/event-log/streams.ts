/** Streams as those who decide upon them know them: how each kind is folded, and what became durable in one. */
import { streamKey, type EventBody, type Recorded, type StreamName } from './event-log.js'

/** Types of events with their places, from 1 on, in the order in which versions of the program began to write them. */
export type EventTypes = ReadonlyMap<string, number>

/** All types of a kind's events. A new one comes last, so that of two versions the newer one knows more places. */
export const eventTypes = (types: Readonly<Record<string, true>>): EventTypes =>
  new Map(Object.keys(types).map((type, index) => [type, index + 1]))

/**
 * A stream holds what a newer version of the program wrote and this one does not know. Nothing is done about the stream
 * here: whoever guessed what it means would decide upon a state that is none.
 */
export class NewerEventError extends Error {
  override name = 'NewerEventError'

  constructor(
    readonly stream: StreamName,
    /** Undefined when a snapshot is all there is to see of it. */
    readonly type: string | undefined,
  ) {
    super(`A newer version wrote to the stream ${streamKey(stream)}.`)
  }
}

/** How a kind of stream is folded. All of it is pure: `apply` returns a new state and leaves the old one alone. */
export interface StreamKind<S, E extends EventBody> {
  readonly kind: string
  /** The types of its events; see {@link eventTypes}. */
  readonly types: EventTypes
  /** The state of a stream that does not exist yet. */
  initial(name: StreamName): S
  apply(state: S, event: Recorded<E>): S
  /** Whether the stream still lives; see `StreamWrite.open`. */
  isOpen(state: S): boolean
}

/** A stream together with how to read it. Make one per stream and keep it. */
export interface StreamRef<S, E extends EventBody> {
  readonly kind: StreamKind<S, E>
  readonly name: StreamName
  readonly key: string
}

export const streamRef = <S, E extends EventBody>(
  kind: StreamKind<S, E>,
  organizationId: string,
  id: string,
): StreamRef<S, E> => {
  const name = { organizationId, kind: kind.kind, id }
  return { kind, name, key: streamKey(name) }
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a list of refs of any kinds; States and Events give each its type back
export type AnyRef = StreamRef<any, any>

/** Something that has just become durable in one stream, or was found to be. */
export interface Commit<S = unknown, E extends EventBody = EventBody> {
  readonly ref: StreamRef<S, E>
  readonly before: S
  readonly after: S
  readonly events: readonly Recorded<E>[]
  /** Another process wrote it, and has told everybody else. */
  readonly isForeign?: true
}

/** A stream's state and version, as durable. */
export interface Folded<S> {
  readonly state: S
  readonly version: number
}

/** What is heard of a stream that another process wrote. */
export interface StreamNews {
  readonly ref: AnyRef
  /** The stream's version, or one that it had. */
  readonly version: number
  /** Whether it lived then. */
  readonly isOpen: boolean
  /** The newest events up to that version, without a gap; absent when they were not told. */
  readonly events?: readonly Recorded[] | undefined
}
