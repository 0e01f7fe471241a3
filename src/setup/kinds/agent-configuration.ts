import { Type, type Static } from 'typebox'
import { nameMember, numberOrNone, referenceOrNone, references, switchMember } from './members.js'

/** What agents may do and how they are told; each agent has one or none. */
export const AgentConfiguration = Type.Object({
  name: nameMember(),
  capacity: numberOrNone(1, 1000, 'How many chats at once; null: what the agent’s own capacity says'),
  autoGreeting: Type.String({
    maxLength: 1000,
    default: '',
    description: 'Sent as the first message when a chat is accepted, unless the button has its own; empty: none',
  }),
  customAgentName: Type.String({
    maxLength: 255,
    default: '',
    description: 'The name visitors see, unless the button has its own; empty: the agent’s name',
  }),
  criticalWaitS: numberOrNone(1, 86_400, 'Seconds a visitor waits for an answer before the agent is alerted'),
  sneakPeek: switchMember(true, 'Agents see what the visitor is writing'),
  requestSound: switchMember(true, 'A sound tells of a new request'),
  disconnectSound: switchMember(true, 'A sound tells that the connection is lost'),
  notifications: switchMember(true, 'The desktop tells of new requests and messages'),
  awayOnDecline: switchMember(false, 'Who declines a request is away from then on'),
  awayOnPushTimeout: switchMember(false, 'Who lets a request pass unanswered is away from then on'),
  fileTransfer: switchMember(true, 'Agents may ask visitors for files'),
  visitorBlocking: switchMember(false, 'Agents may block a visitor’s address'),
  assistanceFlag: switchMember(true, 'Agents may ask a supervisor for help'),
  conferencing: switchMember(false, 'Agents may invite a colleague into a chat'),
  transferToAgents: switchMember(true, 'Agents may hand a chat over to a colleague'),
  transferToSkills: switchMember(true, 'Agents may hand a chat over to whoever has a skill'),
  transferToButtons: switchMember(true, 'Agents may hand a chat over to whoever answers a button'),
  transferSkillIds: references('skill', 'The skills a chat may be handed over to; none: all'),
  transferButtonIds: references('button', 'The buttons a chat may be handed over to; none: all'),
  greetingAfterTransfer: switchMember(true, 'The greeting is also sent after a hand-over or an invitation'),
  declineReasonIds: references('decline-reason', 'Reasons to choose from when declining; none: no reason is asked for'),
  monitoring: switchMember(true, 'Supervisors may watch the chats of these agents'),
  whispering: switchMember(true, 'Supervisors may write to these agents unseen by visitors'),
  agentSneakPeek: switchMember(false, 'Supervisors see what these agents are writing'),
  supervisedSkillIds: references('skill', 'For supervisors: they see agents who have one of these; none: all agents'),
  supervisorStatusFilter: Type.Union(
    [Type.Literal('online'), Type.Literal('away'), Type.Literal('offline'), Type.Null()],
    { default: null, description: 'For supervisors: the status their list of agents shows at first; null: any' },
  ),
  supervisorButtonFilterId: referenceOrNone('button', 'For supervisors: the button shown at first; null: all'),
  supervisorSkillFilterId: referenceOrNone('skill', 'For supervisors: the skill shown at first; null: all'),
})
export type AgentConfiguration = Static<typeof AgentConfiguration>
