import { readRulesTriggered } from '../../protocol/requests.js'
import type { CommandResource } from '../resource.js'
import { chatOf } from '../session-of-request.js'

/** `POST Chasitor/SensitiveDataRuleTriggered`: the visitor's client applied these rules before it sent. */
export const visitorRulesTriggered: CommandResource<readonly string[]> = {
  method: 'POST',
  path: 'Chasitor/SensitiveDataRuleTriggered',
  read: (body) => readRulesTriggered(body).rules,
  run: ({ chats }, { session, mark }, rules) => chats.noteRules(chatOf(session), rules, mark),
}
