/** What there is to set up, as administrators see it: each section lists objects of one kind, or some of them. */
import {
  blockingRuleForm,
  deploymentForm,
  organizationForm,
  quickTextForm,
  sensitiveDataRuleForm,
} from '../kinds/others.js'
import { agentForm, configurationForm, declineReasonForm, presenceStatusForm } from '../kinds/people.js'
import {
  businessHoursForm,
  buttonForm,
  invitationFields,
  invitationForm,
  queueForm,
  skillForm,
} from '../kinds/routing.js'
import type { ListCondition } from '../api/setup-api.js'
import { standardsOf, type Content, type Field, type FormPart } from './field.js'
import type { Plural } from './plural.js'
import { ownTimeZone } from './time-zones.js'
import { weekdays } from './week.js'

/** What most begin with. */
const officeHours = weekdays.slice(0, 5).map((day) => ({ day, from: '09:00', to: '17:00' }))

/** Also the last part of a section's address. */
export type SectionId = Exclude<Plural, 'organizations'> | 'invitations' | 'organization'

export interface Section {
  readonly id: SectionId
  /** The kind of its objects. */
  readonly plural: Plural
  /** Only objects whose member has this value are of the section, where others of the kind are of another. */
  readonly only?: ListCondition
  readonly form: readonly FormPart[]
  /** Members that are also in the list, besides the name. */
  readonly columns: readonly string[]
  /** What new objects hold besides the standards of their fields. */
  readonly fresh?: Content
}

const all: Record<SectionId, Omit<Section, 'id'>> = {
  buttons: {
    ...{ plural: 'buttons', form: buttonForm, columns: ['routing', 'active'] },
    ...{ only: { member: 'type', value: 'standard' }, fresh: { type: 'standard' } },
  },
  queues: { plural: 'queues', form: queueForm, columns: ['memberIds', 'model'] },
  skills: { plural: 'skills', form: skillForm, columns: ['description'] },
  'business-hours': {
    ...{ plural: 'business-hours', form: businessHoursForm, columns: ['timeZone'] },
    fresh: { periods: officeHours },
  },
  agents: { plural: 'agents', form: agentForm, columns: ['username', 'role', 'active'] },
  'agent-configurations': { plural: 'agent-configurations', form: configurationForm, columns: ['capacity'] },
  'presence-statuses': { plural: 'presence-statuses', form: presenceStatusForm, columns: ['takesChats', 'order'] },
  'decline-reasons': { plural: 'decline-reasons', form: declineReasonForm, columns: ['order'] },
  deployments: { plural: 'deployments', form: deploymentForm, columns: ['allowedOrigins'] },
  invitations: {
    ...{ plural: 'buttons', form: invitationForm, columns: ['routing', 'active'] },
    ...{ only: { member: 'type', value: 'invite' } },
    fresh: { type: 'invite', invitation: standardsOf(invitationFields) },
  },
  'quick-texts': { plural: 'quick-texts', form: quickTextForm, columns: ['shortcut', 'category', 'enabled'] },
  'sensitive-data-rules': {
    ...{ plural: 'sensitive-data-rules', form: sensitiveDataRuleForm, columns: ['pattern', 'priority', 'enabled'] },
  },
  'blocking-rules': {
    plural: 'blocking-rules',
    form: blockingRuleForm,
    columns: ['fromAddress', 'toAddress', 'owner'],
  },
  organization: { plural: 'organizations', form: organizationForm, columns: [] },
}

export const sectionOf = (id: SectionId): Section => ({ id, ...all[id] })

export const isSection = (id: string): id is SectionId => Object.hasOwn(all, id)

/** The sections in the order in which they are shown, in groups. */
export const sectionGroups = [
  { id: 'people', sections: ['agents', 'agent-configurations', 'presence-statuses', 'decline-reasons'] },
  { id: 'routing', sections: ['buttons', 'queues', 'skills', 'business-hours'] },
  { id: 'websites', sections: ['deployments', 'invitations'] },
  { id: 'chats', sections: ['quick-texts', 'sensitive-data-rules', 'blocking-rules'] },
  { id: 'organization', sections: ['organization'] },
] as const satisfies readonly { id: string; sections: readonly SectionId[] }[]

export type GroupId = (typeof sectionGroups)[number]['id']

export const sections: readonly Section[] = sectionGroups.flatMap((group) => group.sections).map(sectionOf)

/** Every field of a section's form. */
export const fieldsOf = ({ form }: Pick<Section, 'form'>): readonly Field[] => form.flatMap(({ fields }) => fields)

export const fieldOf = (section: Section, member: string): Field | undefined =>
  fieldsOf(section).find((field) => field.member === member)

/** What an object of a section holds before anybody has said anything. */
export const freshContent = (section: Section): Content => ({
  ...standardsOf(fieldsOf(section)),
  ...section.fresh,
  ...(section.id === 'business-hours' && { timeZone: ownTimeZone() }),
})

/** The section that an object is of; the first of its kind, where it is not known what it holds. */
export const sectionFor = (plural: Plural, content: Content = {}): Section => {
  const own = sections.filter((section) => section.plural === plural)
  const exact = own.find(({ only }) => only === undefined || content[only.member] === only.value)
  return exact ?? own[0] ?? sectionOf('organization')
}
