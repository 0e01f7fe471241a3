/** Small parts of a chat's fold: what stays when its state changes, and what one event does to some of its members. Pure. */
import type { Recorded } from '../event-log/event-log.js'
import type { Instant } from '../lib/clock.js'
import type { ChatEvent, IdleLimits } from './chat-events.js'
import type { Chat, EndedChat, EstablishedChat, FileRequest, IdleWatch, Requested, RequestedChat } from './chat.js'
import { noCommands, remember } from './command-memory.js'
import type { OpenOffer } from './queued.js'
import { withNewest } from './recent.js'

/** What a chat that is asked for begins with. */
export const begin = (
  chat: Chat,
  event: Extract<ChatEvent, { type: 'requested' | 'refused' }>,
  { version, at }: Recorded,
): Requested => ({
  id: chat.id,
  organizationId: chat.organizationId,
  sessionId: event.request.sessionId,
  deploymentId: event.request.deploymentId,
  buttonId: event.request.buttonId,
  visitorName: event.request.visitorName,
  receiveQueueUpdates: event.request.receiveQueueUpdates,
  requestedAt: at,
  requestDigest: event.digest,
  visible: 1,
  version,
  commands: remember(noCommands, event.command, at),
  keys: [],
  files: undefined,
})

/**
 * What stays the same when the state changes. The rest is put on by `Object.assign`, not spread: a spread of so many
 * members would give every chat a hidden class of its own in V8, half a kilobyte each.
 */
export const requestedPart = (chat: RequestedChat): Requested => ({
  id: chat.id,
  organizationId: chat.organizationId,
  sessionId: chat.sessionId,
  deploymentId: chat.deploymentId,
  buttonId: chat.buttonId,
  visitorName: chat.visitorName,
  receiveQueueUpdates: chat.receiveQueueUpdates,
  requestedAt: chat.requestedAt,
  requestDigest: chat.requestDigest,
  visible: chat.visible,
  version: chat.version,
  commands: chat.commands,
  keys: chat.keys,
  files: chat.files,
})

/** The idempotency keys that are remembered after something was written with one, or without. */
export const keysAfter = (
  keys: Requested['keys'],
  key: string | undefined,
  { version, at }: Recorded<ChatEvent>,
): Requested['keys'] => (key === undefined ? keys : withNewest(keys, { key, version, at }, at))

/** The offer that an event makes. */
export const offerOf = ({
  agentId,
  expiresAt,
  supervisor,
  note,
}: Extract<ChatEvent, { type: 'offered' }>): OpenOffer => ({
  agentId,
  expiresAt,
  ...(supervisor && { supervisor }),
  ...(note !== undefined && { note }),
})

/** What holds for a silent visitor after somebody wrote. */
export const silence = (idle: IdleWatch | undefined, silentSince: Instant | undefined) =>
  idle && { idle: { ...idle, silentSince, warned: false } }

/** The chat without a file being asked for. */
export const withoutFileRequest = (chat: EstablishedChat): EstablishedChat => {
  const rest: EstablishedChat & { fileRequest?: FileRequest } = { ...chat }
  delete rest.fileRequest
  return rest
}

/** The files there are after an event. */
export const filesAfter = (
  chat: RequestedChat,
  version: number,
  at: Instant,
  body: ChatEvent,
): Pick<Requested, 'files'> => {
  if (body.type !== 'file-received') return {}
  const { fileId, uploadId, file } = body
  return {
    files: [...(chat.files ?? []), { ...file, fileId, ...(uploadId !== undefined && { uploadId }), version, at }],
  }
}

/** Who had it when it ended: the agent in charge with their company, or whoever had given it away. */
export const servedBy = (chat: RequestedChat): Pick<EndedChat, 'served'> => {
  const had = chat.state === 'established' ? chat : chat.state === 'ended' ? undefined : chat.back
  if (had === undefined) return {}
  const { agent, waitingSince, establishedAt } = had
  const joined = 'joined' in had ? had.joined : undefined
  return { served: { agent, waitingSince, establishedAt, ...(joined && joined.length > 0 && { joined }) } }
}

/** Another agent is in charge from now on: how the one before had begun is over, and so is their asking for help. */
export const inChargeFrom = (at: Instant): Pick<EstablishedChat, 'inChargeSince' | 'responded' | 'flag'> => ({
  inChargeSince: at,
  responded: undefined,
  flag: undefined,
})

/** The chat with these limits for silent visitors and no others. */
export const withIdle = (chat: EstablishedChat, limits: IdleLimits | undefined): EstablishedChat => {
  const rest: EstablishedChat & { idle?: IdleWatch } = { ...chat }
  delete rest.idle
  return limits ? { ...rest, idle: { ...limits, silentSince: undefined, warned: false } } : rest
}
