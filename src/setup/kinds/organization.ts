import { Type, type Static } from 'typebox'

/** Whoever runs chats here; everything else belongs to one. */
export const Organization = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 80, description: 'What it is called' }),
  demo: Type.Boolean({
    default: false,
    description: 'Made by a first start for trying things out, with passwords everybody knows',
  }),
})
export type Organization = Static<typeof Organization>
