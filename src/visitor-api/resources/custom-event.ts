import { readCustomEvent, type CustomEventRequest } from '../../protocol/requests.js'
import type { CommandResource } from '../resource.js'
import { chatOf } from '../session-of-request.js'

/** `POST Chasitor/CustomEvent`: the visitor's program tells the agent's something. */
export const customEvent: CommandResource<CustomEventRequest> = {
  method: 'POST',
  path: 'Chasitor/CustomEvent',
  read: readCustomEvent,
  run: ({ chats }, { session, mark }, { type, data }) => chats.tellAgent(chatOf(session), type, data, mark),
}
