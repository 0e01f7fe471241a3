import { Type, type Static } from 'typebox'
import { nameMember, references, switchMember } from './members.js'

/** An answer that agents insert instead of writing it. */
export const QuickText = Type.Object({
  name: nameMember(),
  shortcut: Type.String({
    maxLength: 40,
    pattern: '^[\\p{L}\\p{N}._-]*$',
    form: 'letters, digits, dots, hyphens and underscores',
    default: '',
    description: 'What an agent types to find it, no other one has the same; empty: none',
  }),
  category: Type.String({ maxLength: 80, default: '', description: 'Under what it is listed, such as Greetings' }),
  message: Type.String({
    minLength: 1,
    maxLength: 4000,
    description:
      'What is inserted. {!User_FirstName}, {!User_LastName} and {!LiveAgent_VisitorName} stand for the agent’s and ' +
      'the visitor’s names',
  }),
  buttonIds: references('button', 'Offered in chats from these buttons only; none: in all chats'),
  enabled: switchMember(true, 'Agents can insert it'),
})
export type QuickText = Static<typeof QuickText>
