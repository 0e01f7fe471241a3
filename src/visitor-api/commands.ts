import type { CommandResource } from './resource.js'
import { chasitorInit } from './resources/chasitor-init.js'
import { chatCancel } from './resources/chat-cancel.js'
import { chatEnd } from './resources/chat-end.js'
import { chatMessage } from './resources/chat-message.js'
import { customEvent } from './resources/custom-event.js'
import { idleWarning } from './resources/idle-warning.js'
import { resyncState } from './resources/resync-state.js'
import { richMessage } from './resources/rich-message.js'
import { visitorRulesTriggered } from './resources/rules-triggered.js'
import { chasitorNotTyping, chasitorSneakPeek, chasitorTyping } from './resources/typing.js'

/** Everything a visitor's client can POST below `Chasitor/`, alone or within a MultiNoun. */
export const commands: readonly CommandResource[] = [
  chasitorInit,
  chatMessage,
  chasitorTyping,
  chasitorNotTyping,
  chasitorSneakPeek,
  customEvent,
  richMessage,
  idleWarning,
  visitorRulesTriggered,
  resyncState,
  chatCancel,
  chatEnd,
]
