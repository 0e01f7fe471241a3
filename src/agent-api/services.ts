import type { Accounts } from '../accounts/accounts.js'
import type { ChatService } from '../chat/chat-service.js'
import type { FileService } from '../files/file-service.js'
import type { Assignments } from '../routing/assignments.js'
import type { Router } from '../routing/router.js'
import type { Setup } from '../setup/setup.js'
import type { AgentFeeds } from './agent-feeds.js'
import type { ChatViews } from './chat-views.js'

/** What the routes work with. */
export interface AgentServices {
  readonly accounts: Accounts
  readonly assignments: Assignments
  readonly chats: ChatService
  readonly feeds: AgentFeeds
  readonly files: FileService
  readonly router: Router
  readonly setup: Setup
  readonly views: ChatViews
  readonly settings: {
    /** Whether cookies are only sent over TLS. */
    readonly secureCookies: boolean
    /** How often a silent event stream says that it lives, in milliseconds. */
    readonly heartbeatMs: number
  }
}
