import type { Fact } from './notices.js'

/** What the desktop tells of while nobody looks at the page, by the chat it is about; undefined for all other facts. */
export function desktopChat(fact: Fact): string | undefined {
  switch (fact.what) {
    case 'new-request':
    case 'new-message':
    case 'colleague-message':
    case 'new-file':
    case 'critical-wait':
      return fact.chatId
    default:
      return undefined
  }
}
