import { Type, type Static } from 'typebox'
import { Invitation } from './invitation.js'
import { nameMember, numberOrNone, referenceOrNone, references, switchMember } from './members.js'

const address = (description: string) => Type.String({ maxLength: 255, default: '', description })

/** When a silent visitor is warned, and when their chat ends. The time runs from an agent's message. */
export const IdleTimeout = Type.Object({
  warningS: Type.Integer({ minimum: 1, maximum: 86_400, description: 'Seconds of silence before the warning' }),
  timeoutS: Type.Integer({
    minimum: 2,
    maximum: 86_400,
    description: 'Seconds of silence before the chat ends; more than the warning',
  }),
})
export type IdleTimeout = Static<typeof IdleTimeout>

/** The entry point a visitor comes in through, and where their request goes. */
export const Button = Type.Object({
  name: nameMember(),
  type: Type.Enum(['standard', 'invite'], {
    default: 'standard',
    description: 'Whether it stands on a page, or is an invitation that comes up by itself',
  }),
  active: Type.Boolean({ default: true, description: 'Takes requests; without, it is there and never available' }),
  queueEnabled: Type.Boolean({
    default: true,
    description: 'Requests wait while every agent is busy; without, they are refused',
  }),
  queuePerAgentMax: numberOrNone(0, 1_000_000, 'How many may wait for each agent who is there; null: any number'),
  queueOverallMax: numberOrNone(0, 1_000_000, 'How many may wait in all; null: any number'),
  routing: Type.Union(
    [
      Type.Literal('choice'),
      Type.Literal('least-active'),
      Type.Literal('most-available'),
      Type.Literal('queue'),
      Type.Literal('skills'),
    ],
    {
      default: 'most-available',
      description:
        'Who is asked: every eligible agent at once (choice), the one with the fewest chats (least-active), the one ' +
        'with the most free places (most-available), the members of a queue (queue), or who has all skills (skills)',
    },
  ),
  skillIds: references('skill', 'Agents who have one of these are eligible, with skills all of them; none: everybody'),
  additionalSkillIds: references('skill', 'Skills that agents must have as well, with skills, while others may come'),
  additionalSkillsS: numberOrNone(1, 86_400, 'Seconds after which the additional skills are dropped; null: never'),
  queueId: referenceOrNone('queue', 'The queue requests go to when they are routed to one'),
  pushTimeoutS: numberOrNone(1, 3600, 'Seconds an agent has to accept an offer; null: the server’s setting'),
  reroutesMax: numberOrNone(0, 100, 'How often a request that everybody declined starts over; null: any number'),
  autoAccept: switchMember(false, 'An offer is accepted by itself; not with choice'),
  autoGreeting: Type.String({
    maxLength: 1000,
    default: '',
    description: 'Sent as the agent’s first message; empty: what the agent’s configuration says',
  }),
  customAgentName: Type.String({
    maxLength: 255,
    default: '',
    description: 'The name visitors see; empty: what the agent’s configuration says',
  }),
  businessHoursId: referenceOrNone('business-hours', 'When requests are taken; null: whenever agents are there'),
  priority: Type.Integer({ minimum: 0, maximum: 10_000, default: 100, description: 'Lower ones are served first' }),
  capacityWeight: Type.Integer({
    minimum: 1,
    maximum: 100,
    default: 1,
    description: 'How many of an agent’s places a chat takes',
  }),
  idleTimeout: Type.Union([IdleTimeout, Type.Null()], {
    default: null,
    description: 'Ends chats with silent visitors; null: never',
  }),
  language: Type.String({ maxLength: 20, default: '', description: 'Language of the chat window, such as en_US' }),
  chatWindowUrl: address('The page that is the chat window; empty: ours'),
  prechatUrl: address('The page that asks for details before the chat'),
  postchatUrl: address('The page that follows the chat'),
  invitation: Type.Union([Invitation, Type.Null()], {
    default: null,
    description: 'How an invitation looks and when it comes; null for a standard button',
  }),
})
export type Button = Static<typeof Button>
