/** The kinds of objects that setup consists of: what the addresses of the API call several, and what its record calls one. */
const kinds = {
  organizations: 'organization',
  skills: 'skill',
  'business-hours': 'business-hours',
  'decline-reasons': 'decline-reason',
  'presence-statuses': 'presence-status',
  'agent-configurations': 'agent-configuration',
  agents: 'agent',
  queues: 'queue',
  deployments: 'deployment',
  buttons: 'button',
  'quick-texts': 'quick-text',
  'blocking-rules': 'blocking-rule',
  'sensitive-data-rules': 'sensitive-data-rule',
} as const

export type Plural = keyof typeof kinds

export const plurals = Object.keys(kinds) as readonly Plural[]

export const isPlural = (text: string): text is Plural => Object.hasOwn(kinds, text)

/** What the record of changes calls such an object. */
export const kindOf = (plural: Plural): string => kinds[plural]

/** The kind that the record of changes calls so; undefined for one that has no pages, such as a token. */
export const pluralOf = (kind: string): Plural | undefined => plurals.find((plural) => kinds[plural] === kind)
