/** The kinds of objects that setup consists of, as the addresses of the API name them. */
export const plurals = [
  'organizations',
  'skills',
  'business-hours',
  'decline-reasons',
  'presence-statuses',
  'agent-configurations',
  'agents',
  'queues',
  'deployments',
  'buttons',
  'quick-texts',
  'blocking-rules',
  'sensitive-data-rules',
] as const

export type Plural = (typeof plurals)[number]
