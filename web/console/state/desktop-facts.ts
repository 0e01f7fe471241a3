import type { Fact } from './notices.js'
import type { DesktopAbout } from './preferences.js'

/**
 * What the desktop tells of while nobody looks at the page, by the chat it is about; undefined for all other facts.
 * Whoever wants to hear of requests alone is told as well of visitors who wait too long.
 */
export function desktopChat(fact: Fact, about: DesktopAbout): string | undefined {
  switch (fact.what) {
    case 'new-request':
    case 'critical-wait':
      return fact.chatId
    case 'new-message':
    case 'colleague-message':
    case 'new-file':
    case 'message-refused':
      return about === 'all' ? fact.chatId : undefined
    default:
      return undefined
  }
}
