import { Type, type Static } from 'typebox'
import { nameMember } from './members.js'

/** Whoever runs chats here; everything else belongs to one. */
export const Organization = Type.Object({
  name: nameMember(),
  demo: Type.Boolean({
    default: false,
    description: 'Made by a first start for trying things out, with passwords everybody knows',
  }),
})
export type Organization = Static<typeof Organization>
