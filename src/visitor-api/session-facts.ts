/** What the wire tells of a session besides its events: what setup says now, and addresses of this server. */
import type { ChatRequest } from '../chat/chat-request.js'
import type { VisitorSession } from '../delivery/visitor-session.js'
import { fileToken } from '../files/file-token.js'
import type { WireSensitiveDataRule } from '../protocol/messages.js'
import { rightsOf } from '../routing/handover-targets.js'
import type { SetupObject } from '../setup/setup.js'
import type { VisitorServices } from './resource.js'

/** Where a file goes that the visitor is asked for. */
export interface Upload {
  readonly url: string
  readonly cdmUrl: string
  readonly token: string
}

/** What setup says of a chat that was asked for. */
export interface RequestFacts {
  /** How long the visitor may be out of contact while waiting, in milliseconds. */
  readonly connectionTimeoutMs: number
  readonly sensitiveDataRules: readonly WireSensitiveDataRule[]
  readonly transcriptSave: boolean
  /** Whether every response holds one message. */
  readonly oneMessage: boolean
  readonly postChatUrl?: string
}

const wireRule = (rule: SetupObject<'sensitive-data-rule'>): WireSensitiveDataRule => ({
  id: rule.id,
  name: rule.name,
  pattern: rule.pattern,
  actionType: rule.action === 'replace' ? 'Replace' : 'Remove',
  ...(rule.action === 'replace' && { replacement: rule.replacement }),
})

/** Made for one answer; everything but numbers is looked up only when the answer tells it. */
export class SessionFacts {
  readonly #services: VisitorServices
  readonly #session: VisitorSession

  constructor(services: VisitorServices, session: VisitorSession) {
    this.#services = services
    this.#session = session
  }

  get #organizationId(): string {
    return this.#session.chat?.name.organizationId ?? ''
  }

  ofRequest({ deploymentId, buttonId }: ChatRequest): RequestFacts {
    const { setup } = this.#services
    const organizationId = this.#organizationId
    const deployment = setup.deployment(organizationId, deploymentId)
    const postChatUrl = setup.button(organizationId, buttonId)?.postchatUrl
    return {
      connectionTimeoutMs: this.#services.timesOf(organizationId, deploymentId).waitingMs,
      sensitiveDataRules: setup
        .all(organizationId, 'sensitive-data-rule')
        .filter(({ enabled, forVisitors }) => enabled && forVisitors)
        .sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1))
        .map(wireRule),
      transcriptSave: deployment?.transcriptSave ?? false,
      oneMessage: deployment?.oneMessagePerResponse ?? false,
      ...(postChatUrl && { postChatUrl }),
    }
  }

  /** Whether an agent sees what visitors are about to say. */
  showsUnsent(agentId: string): boolean {
    return rightsOf(this.#services.setup, this.#organizationId, agentId).sneakPeek
  }

  /** Where the file goes that was asked for under this id. */
  upload(fileId: string): Upload {
    const { hash, settings } = this.#services
    const token = fileToken(hash, this.#session.id, fileId)
    return { url: `${settings.baseUrl}/chat/upload`, cdmUrl: `${settings.baseUrl}/chat/cdm`, token }
  }
}
