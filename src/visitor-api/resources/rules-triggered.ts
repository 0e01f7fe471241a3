import { readRulesTriggered } from '../../protocol/requests.js'
import type { CommandResource } from '../resource.js'
import { chatOf } from '../session-of-request.js'

/** `POST Chasitor/SensitiveDataRuleTriggered`: the visitor's client applied these rules before it sent. */
export const visitorRulesTriggered: CommandResource = {
  method: 'POST',
  path: 'Chasitor/SensitiveDataRuleTriggered',
  run: ({ chats }, { session, body, mark }) => {
    const { rules } = readRulesTriggered(body)
    return chats.noteRules(chatOf(session), 'visitor', rules, mark)
  },
}
