import { Type, type Static } from 'typebox'

const limit = (description: string) =>
  Type.Union([Type.Integer({ minimum: 0, maximum: 1_000_000 }), Type.Null()], { default: null, description })
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
  name: Type.String({ minLength: 1, maxLength: 80, description: 'What it is called' }),
  queueEnabled: Type.Boolean({
    default: true,
    description: 'Requests wait while every agent is busy; without, they are refused',
  }),
  queuePerAgentMax: limit('How many may wait for each agent who is there; null: any number'),
  queueOverallMax: limit('How many may wait in all; null: any number'),
  idleTimeout: Type.Union([IdleTimeout, Type.Null()], {
    default: null,
    description: 'Ends chats with silent visitors; null: never',
  }),
  language: Type.String({ maxLength: 20, default: '', description: 'Language of the chat window, such as en_US' }),
  chatWindowUrl: address('The page that is the chat window; empty: ours'),
  prechatUrl: address('The page that asks for details before the chat'),
  postchatUrl: address('The page that follows the chat'),
})
export type Button = Static<typeof Button>
