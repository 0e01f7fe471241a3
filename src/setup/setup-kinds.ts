/** The kinds of objects that setup consists of: what they hold, and the first three characters of their ids. */
import type { TSchema } from 'typebox'
import { Default } from 'typebox/value'
import { AgentProfile } from './kinds/agent-profile.js'
import { Button } from './kinds/button.js'
import { Deployment } from './kinds/deployment.js'
import { Organization } from './kinds/organization.js'
import { SensitiveDataRule } from './kinds/sensitive-data-rule.js'

/** Every kind's content by the kind's name. */
export interface SetupKinds {
  organization: Organization
  deployment: Deployment
  button: Button
  agent: AgentProfile
  'sensitive-data-rule': SensitiveDataRule
}
export type SetupKindName = keyof SetupKinds

export interface SetupKind {
  readonly schema: TSchema
  /** The first three characters of the ids of such objects. */
  readonly idPrefix: string
}

export const setupKinds: Readonly<Record<SetupKindName, SetupKind>> = {
  organization: { schema: Organization, idPrefix: '00D' },
  deployment: { schema: Deployment, idPrefix: '572' },
  button: { schema: Button, idPrefix: '573' },
  agent: { schema: AgentProfile, idPrefix: '005' },
  'sensitive-data-rule': { schema: SensitiveDataRule, idPrefix: '0GO' },
}

/** What is stored of an object: what the administrator said; members that have a default may be missing. */
export type SetupContent<K extends SetupKindName> = Partial<SetupKinds[K]> &
  Pick<SetupKinds[K], 'name' & keyof SetupKinds[K]>

const isKnown = (kind: string): kind is SetupKindName => Object.hasOwn(setupKinds, kind)

/** Stored content with its defaults filled in, so that objects from before a member existed have it, too. */
export const withDefaults = (kind: string, data: unknown): object => {
  const copy = structuredClone(data)
  return (isKnown(kind) ? Default(setupKinds[kind].schema, copy) : copy) as object
}
