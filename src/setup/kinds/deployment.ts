import { Type, type Static } from 'typebox'
import { nameMember } from './members.js'

/** A website or app that visitors come from. */
export const Deployment = Type.Object({
  name: nameMember(),
  allowedOrigins: Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
    maxItems: 100,
    default: [],
    description:
      'Pages that may talk to the server from a browser, such as https://shop.example.com or https://*.example.com; ' +
      'empty: every page may ask for a chat',
  }),
  oneMessagePerResponse: Type.Boolean({
    default: false,
    description: 'Every response of a poll holds one message, for clients that read only the first',
  }),
  transcriptSave: Type.Boolean({ default: false, description: 'Visitors may save what was said' }),
  windowTitle: Type.String({ maxLength: 80, default: '', description: 'The title of the chat window' }),
  connectionTimeoutS: Type.Union([Type.Integer({ minimum: 1, maximum: 86_400 }), Type.Null()], {
    default: null,
    description: 'How long a visitor may be out of contact, waiting or in a chat; null: the server’s setting',
  }),
  connectionWarningS: Type.Union([Type.Integer({ minimum: 1, maximum: 86_400 }), Type.Null()], {
    default: null,
    description: 'How long a visitor is out of contact before the agent is told; null: the server’s setting',
  }),
})
export type Deployment = Static<typeof Deployment>
