/** Small parts of a chat's fold: what one event does to silence, files, and who served the visitor. Pure. */
import type { Instant } from '../lib/clock.js'
import type { ChatEvent, IdleLimits } from './chat-events.js'
import type { EndedChat, EstablishedChat, FileRequest, IdleWatch, Requested, RequestedChat } from './chat.js'

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
