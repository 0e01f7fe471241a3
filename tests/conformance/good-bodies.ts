/** For each command a body that is right in every member, from which the tables make wrong ones. */
import type { ChatNoun } from './resources.js'

export const goodBodies: Readonly<Record<ChatNoun, Readonly<Record<string, unknown>>>> = {
  ChatMessage: { text: 'a' },
  ChasitorTyping: {},
  ChasitorNotTyping: {},
  ChasitorSneakPeek: { position: 0, text: 'a' },
  CustomEvent: { type: 'basket', data: '{"items":2}' },
  RichMessage: { actions: [{ type: 'ChatWindowMenu', index: 0, value: 'a' }] },
  ChasitorIdleTimeoutWarningEvent: { idleTimeoutWarningEvent: 'triggered' },
  SensitiveDataRuleTriggered: { rules: [{ id: '0GOP00000000001', name: 'Cards' }] },
  ChatCancel: {},
  ChatEnd: { reason: 'client' },
}
