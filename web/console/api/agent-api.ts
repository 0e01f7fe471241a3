/** What agents do, as functions over the server's API. Every function settles: see {@link Server.ask}. */
import type { FileRequest } from '../../../src/agent-api/files.js'
import type { Message } from '../../../src/agent-api/entries.js'
import type { Colleagues, Handover, NewInvitation, NewTransfer } from '../../../src/agent-api/handovers.js'
import type { EntryPage } from '../../../src/agent-api/chats.js'
import type { LoggedIn, LoggedOut, LogInWays, Login } from '../../../src/agent-api/logging-in.js'
import type { DeclineReasonList } from '../../../src/agent-api/offers.js'
import type { Presence, PresenceChoice, StatusList } from '../../../src/agent-api/presence.js'
import type { QuickTextList } from '../../../src/agent-api/quick-texts.js'
import type { OpenedStream } from '../state/connection.js'
import { entryPageMax } from '../state/limits.js'
import type { Answer } from './answer.js'
import type { Server } from './server.js'

export interface AgentApi {
  /** A wrong name or password is `signed-out`; too many tries are `busy`. */
  login(login: Login): Promise<Answer<LoggedIn>>
  /** Says where to log out of the identity provider as well, if the log-in came from one. */
  logout(): Promise<Answer<LoggedOut>>
  /** How one can log in here. */
  logInWays(): Promise<Answer<LogInWays>>
  setPresence(choice: PresenceChoice): Promise<Answer<Presence>>
  /** The statuses the organization has of its own. */
  statuses(): Promise<Answer<StatusList>>
  accept(chatId: string): Promise<Answer<object>>
  decline(chatId: string, reasonId?: string): Promise<Answer<object>>
  /** The reasons to choose from when declining; none when no reason is asked for. */
  declineReasons(): Promise<Answer<DeclineReasonList>>
  end(chatId: string): Promise<Answer<object>>
  setTyping(chatId: string, typing: boolean): Promise<Answer<object>>
  /** The same `key` with the same text has one effect, however often it is sent. */
  sendMessage(chatId: string, text: string, key: string): Promise<Answer<Message>>
  /** The newest entries of the transcript with a number below `before`. */
  entriesBefore(chatId: string, before: number): Promise<Answer<EntryPage>>
  /** Asks the visitor for a file. */
  askForFile(chatId: string): Promise<Answer<FileRequest>>
  /** Withdraws that; what is over stays as it is. */
  withdrawFile(chatId: string, fileId: string): Promise<Answer<object>>
  /** Whom a chat may be handed to; agents only whose name holds `name`. */
  colleagues(name: string): Promise<Answer<Colleagues>>
  transfer(chatId: string, transfer: NewTransfer): Promise<Answer<object>>
  invite(chatId: string, invitation: NewInvitation): Promise<Answer<object>>
  /** Takes a transfer or an invitation back that nobody has answered. */
  takeBack(chatId: string, type: Handover['type']): Promise<Answer<object>>
  leave(chatId: string): Promise<Answer<object>>
  raiseFlag(chatId: string, text: string): Promise<Answer<object>>
  lowerFlag(chatId: string): Promise<Answer<object>>
  /** Blocks the visitor's address and ends the chat. */
  block(chatId: string, reason: string): Promise<Answer<object>>
  /** What can be inserted in a chat, with its gaps filled. */
  quickTexts(chatId: string): Promise<Answer<QuickTextList>>
  /** Tells the visitor's programs something. */
  sendEvent(chatId: string, type: string, data: string): Promise<Answer<object>>
  /** Opens the event stream after the event with this id (empty: from the start). Rejects when there is no answer. */
  openEvents(lastEventId: string, signal: AbortSignal): Promise<OpenedStream>
}

/** The API on a server. */
export function createAgentApi({ ask, openStream }: Server): AgentApi {
  const chat = (chatId: string): string => `/chats/${encodeURIComponent(chatId)}`

  return {
    login: (login) => ask('POST', '/login', login),
    logout: () => ask('POST', '/logout', {}),
    logInWays: () => ask('GET', '/login/ways'),
    setPresence: (choice) => ask('PUT', '/presence', choice),
    statuses: () => ask('GET', '/presence/statuses'),
    accept: (chatId) => ask('POST', `${chat(chatId)}/accept`, {}),
    decline: (chatId, reasonId) => ask('POST', `${chat(chatId)}/decline`, reasonId === undefined ? {} : { reasonId }),
    declineReasons: () => ask('GET', '/decline-reasons'),
    end: (chatId) => ask('POST', `${chat(chatId)}/end`, {}),
    setTyping: (chatId, typing) => ask('POST', `${chat(chatId)}/typing`, { typing }),
    sendMessage: (chatId, text, key) => ask('POST', `${chat(chatId)}/messages`, { text }, { 'idempotency-key': key }),
    entriesBefore: (chatId, before) => ask('GET', `${chat(chatId)}/entries?before=${before}&limit=${entryPageMax}`),
    askForFile: (chatId) => ask('POST', `${chat(chatId)}/file-requests`, {}),
    withdrawFile: (chatId, fileId) => ask('DELETE', `${chat(chatId)}/file-requests/${encodeURIComponent(fileId)}`),
    colleagues: (name) => ask('GET', name === '' ? '/colleagues' : `/colleagues?name=${encodeURIComponent(name)}`),
    transfer: (chatId, transfer) => ask('POST', `${chat(chatId)}/transfer`, transfer),
    invite: (chatId, invitation) => ask('POST', `${chat(chatId)}/invitations`, invitation),
    takeBack: (chatId, type) => ask('DELETE', `${chat(chatId)}/${type === 'transfer' ? 'transfer' : 'invitations'}`),
    leave: (chatId) => ask('POST', `${chat(chatId)}/leave`, {}),
    raiseFlag: (chatId, text) => ask('POST', `${chat(chatId)}/flag`, { text }),
    lowerFlag: (chatId) => ask('DELETE', `${chat(chatId)}/flag`),
    block: (chatId, reason) => ask('POST', `${chat(chatId)}/block`, { reason }),
    quickTexts: (chatId) => ask('GET', `${chat(chatId)}/quick-texts`),
    sendEvent: (chatId, type, data) => ask('POST', `${chat(chatId)}/custom-events`, { type, data }),
    openEvents: (lastEventId, signal) => openStream('/events', lastEventId, signal),
  }
}
