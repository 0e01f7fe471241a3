/** Which quick texts there are for a chat, with their gaps filled. */
import type { RequestedChat } from '../chat/chat.js'
import { fillMergeFields } from '../chat/merge-fields.js'
import { agentMergeFields } from '../routing/acceptance-terms.js'
import type { Setup, SetupObject } from '../setup/setup.js'
import { quickTextsListedMax, type QuickText } from './quick-texts.js'

type Named = Pick<QuickText, 'category' | 'name' | 'quickTextId'>

const order = (a: Named, b: Named): number =>
  a.category.localeCompare(b.category) || a.name.localeCompare(b.name) || (a.quickTextId < b.quickTextId ? -1 : 1)

/** Those that are switched on and meant for the chat's button, as this agent would say them to its visitor. */
export const quickTextsFor = (
  setup: Setup,
  agent: SetupObject<'agent'>,
  { buttonId, visitorName }: Pick<RequestedChat, 'buttonId' | 'visitorName'>,
): QuickText[] => {
  const fields = { ...agentMergeFields(agent), LiveAgent_VisitorName: visitorName }
  return setup
    .all(agent.organizationId, 'quick-text')
    .filter(({ enabled, buttonIds }) => enabled && (buttonIds.length === 0 || buttonIds.includes(buttonId)))
    .map(({ id, name, shortcut, category, message }) => ({
      ...{ quickTextId: id, name, shortcut, category },
      text: fillMergeFields(message, fields),
    }))
    .sort(order)
    .slice(0, quickTextsListedMax)
}
