/** The resources of the wire as this suite knows them, independently of any server. */

export interface WireResource {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below `/chat/rest/`. */
  readonly path: string
  /** Whether it is refused without a session's key in its header. */
  readonly needsKey: boolean
}

const command = (noun: string): WireResource => ({ method: 'POST', path: `Chasitor/${noun}`, needsKey: true })

/** Every command that acts on a chat. */
export const chatNouns = [
  'ChatMessage',
  'ChasitorTyping',
  'ChasitorNotTyping',
  'ChasitorSneakPeek',
  'CustomEvent',
  'RichMessage',
  'ChasitorIdleTimeoutWarningEvent',
  'SensitiveDataRuleTriggered',
  'ChatCancel',
  'ChatEnd',
] as const
export type ChatNoun = (typeof chatNouns)[number]

export const allNouns = ['ChasitorInit', 'ChasitorResyncState', ...chatNouns] as const

/** All but the one whose path holds a key. */
export const wireResources: readonly WireResource[] = [
  { method: 'GET', path: 'System/SessionId', needsKey: false },
  { method: 'GET', path: 'System/ReconnectSession', needsKey: true },
  { method: 'GET', path: 'System/ResyncSession', needsKey: true },
  { method: 'GET', path: 'System/Messages', needsKey: true },
  ...allNouns.map(command),
  { method: 'POST', path: 'System/MultiNoun', needsKey: true },
  { method: 'GET', path: 'Visitor/Availability', needsKey: false },
  { method: 'GET', path: 'Visitor/Settings', needsKey: false },
  { method: 'GET', path: 'Visitor/VisitorId', needsKey: false },
  { method: 'POST', path: 'Visitor/Breadcrumb', needsKey: false },
  // What it needs is an agent's token, so a key or none is refused alike.
  { method: 'POST', path: 'Agent/SensitiveDataRuleTriggered', needsKey: true },
]

/** What script elements ask for, without any header. */
export const scriptResources: readonly WireResource[] = [
  ...['Visitor/Availability', 'Visitor/Breadcrumb', 'Visitor/Settings', 'Visitor/VisitorId', 'System/MultiNoun'],
  'EmbeddedService/EmbeddedServiceConfig',
].map((path) => ({ method: 'GET', path: `${path}.jsonp`, needsKey: false }))
