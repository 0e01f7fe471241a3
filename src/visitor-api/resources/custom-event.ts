import { readCustomEvent } from '../../protocol/requests.js'
import type { CommandResource } from '../resource.js'
import { chatOf } from '../session-of-request.js'

/** `POST Chasitor/CustomEvent`: the visitor's program tells the agent's something. */
export const customEvent: CommandResource = {
  method: 'POST',
  path: 'Chasitor/CustomEvent',
  run: ({ chats }, { session, body, mark }) => {
    const { type, data } = readCustomEvent(body)
    return chats.tellAgent(chatOf(session), type, data, mark)
  },
}
