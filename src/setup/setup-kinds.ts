/** The kinds of objects that setup consists of: what they hold, where they are found, and what their ids begin with. */
import type { TObject } from 'typebox'
import { copyOf, defaulting } from './defaults.js'
import { AgentConfiguration } from './kinds/agent-configuration.js'
import { AgentProfile } from './kinds/agent-profile.js'
import { BlockingRule } from './kinds/blocking-rule.js'
import { BusinessHours } from './kinds/business-hours.js'
import { Button } from './kinds/button.js'
import { DeclineReason } from './kinds/decline-reason.js'
import { Deployment } from './kinds/deployment.js'
import { Organization } from './kinds/organization.js'
import { PresenceStatus } from './kinds/presence-status.js'
import { Queue } from './kinds/queue.js'
import { QuickText } from './kinds/quick-text.js'
import { SensitiveDataRule } from './kinds/sensitive-data-rule.js'
import { Skill } from './kinds/skill.js'

/** Every kind's content by the kind's name. */
export interface SetupKinds {
  organization: Organization
  skill: Skill
  'business-hours': BusinessHours
  'decline-reason': DeclineReason
  'presence-status': PresenceStatus
  'agent-configuration': AgentConfiguration
  agent: AgentProfile
  queue: Queue
  deployment: Deployment
  button: Button
  'quick-text': QuickText
  'blocking-rule': BlockingRule
  'sensitive-data-rule': SensitiveDataRule
}
export type SetupKindName = keyof SetupKinds

export interface SetupKind {
  readonly schema: TObject
  /** The first three characters of the ids of such objects. */
  readonly idPrefix: string
  /** What several of them are called, in addresses and files. */
  readonly plural: string
  /** What one of them is, in a sentence for administrators. */
  readonly sentence: string
}

/** In the order in which people set them up: what others refer to comes first, as far as that can be. */
export const setupKinds: Readonly<Record<SetupKindName, SetupKind>> = {
  organization: {
    ...{ schema: Organization, idPrefix: '00D', plural: 'organizations' },
    sentence: 'Whoever runs chats here; everything else belongs to it.',
  },
  skill: { schema: Skill, idPrefix: '0C5', plural: 'skills', sentence: 'Something agents know about.' },
  'business-hours': {
    ...{ schema: BusinessHours, idPrefix: '01m', plural: 'business-hours' },
    sentence: 'When somebody is there, on the clocks of a time zone.',
  },
  'decline-reason': {
    ...{ schema: DeclineReason, idPrefix: '0KR', plural: 'decline-reasons' },
    sentence: 'Why an agent lets an offer pass, to choose from.',
  },
  'presence-status': {
    ...{ schema: PresenceStatus, idPrefix: '0N5', plural: 'presence-statuses' },
    sentence: 'What an agent can say of themselves beyond being here or not.',
  },
  'agent-configuration': {
    ...{ schema: AgentConfiguration, idPrefix: '0C6', plural: 'agent-configurations' },
    sentence: 'What agents may do and how they are told; each agent has one or none.',
  },
  agent: {
    ...{ schema: AgentProfile, idPrefix: '005', plural: 'agents' },
    sentence: 'Somebody who talks to visitors, or runs those who do.',
  },
  queue: {
    ...{ schema: Queue, idPrefix: '00G', plural: 'queues' },
    sentence: 'Agents who answer together, whatever their skills.',
  },
  deployment: {
    ...{ schema: Deployment, idPrefix: '572', plural: 'deployments' },
    sentence: 'A website or app that visitors come from.',
  },
  button: {
    ...{ schema: Button, idPrefix: '573', plural: 'buttons' },
    sentence: 'The entry point a visitor comes in through, and where their request goes.',
  },
  'quick-text': {
    ...{ schema: QuickText, idPrefix: '574', plural: 'quick-texts' },
    sentence: 'An answer that agents insert instead of writing it.',
  },
  'blocking-rule': {
    ...{ schema: BlockingRule, idPrefix: '0No', plural: 'blocking-rules' },
    sentence: 'Addresses whose visitors get no chat.',
  },
  'sensitive-data-rule': {
    ...{ schema: SensitiveDataRule, idPrefix: '0GO', plural: 'sensitive-data-rules' },
    sentence: 'What must not be kept or shown: text that matches is replaced or removed.',
  },
}

/** Every kind's name, in the order of {@link setupKinds}. */
export const setupKindNames = Object.keys(setupKinds) as readonly SetupKindName[]

/** What is stored of an object: what the administrator said; members that have a default may be missing. */
export type SetupContent<K extends SetupKindName> = Partial<SetupKinds[K]> &
  Pick<SetupKinds[K], 'name' & keyof SetupKinds[K]>

export const isSetupKind = (kind: string): kind is SetupKindName => Object.hasOwn(setupKinds, kind)

/** Stored content with its defaults filled in, so that objects from before a member existed have it, too. */
export const withDefaults = (kind: string, data: unknown): object =>
  isSetupKind(kind) && typeof data === 'object' && data !== null ? fillers[kind](data) : (copyOf(data) as object)

const fillers = Object.fromEntries(
  setupKindNames.map((kind) => [kind, defaulting(setupKinds[kind].schema)]),
) as Readonly<Record<SetupKindName, ReturnType<typeof defaulting>>>
