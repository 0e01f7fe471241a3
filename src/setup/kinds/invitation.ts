import { Type, type Static } from 'typebox'
import { references, switchMember } from './members.js'

/** Where an invitation comes from. */
const startPositions = [
  'top-left',
  'top-left-top',
  'top',
  'top-right-top',
  'top-right',
  'top-right-right',
  'right',
  'bottom-right-right',
  'bottom-right',
  'bottom-right-bottom',
  'bottom',
  'bottom-left-bottom',
  'bottom-left',
  'bottom-left-left',
  'left',
  'top-left-left',
] as const

/** Where it stays. */
const endPositions = [
  'top-left',
  'top',
  'top-right',
  'left',
  'center',
  'right',
  'bottom-left',
  'bottom',
  'bottom-right',
] as const

/** What a rule looks at. */
const invitationRuleTypes = [
  'number-of-page-views',
  'url-match',
  'seconds-on-page',
  'seconds-on-site',
  'custom-variable',
] as const

/** How a rule compares. */
const invitationOperators = [
  'equals',
  'not-equal',
  'start-with',
  'contains',
  'not-contain',
  'less-than',
  'greater-than',
  'less-or-equal',
  'greater-or-equal',
] as const

/** How many rules one invitation may have. */
export const invitationRulesMax = 50

const pixels = (standard: number, description: string) =>
  Type.Integer({ minimum: 0, maximum: 10_000, default: standard, description })

export const InvitationRule = Type.Object({
  type: Type.Enum(invitationRuleTypes, { description: 'What it looks at' }),
  operator: Type.Enum(invitationOperators, { description: 'How it compares' }),
  value: Type.String({ maxLength: 255, description: 'What it compares with; seconds and counts as digits' }),
  variable: Type.String({ maxLength: 80, default: '', description: 'The name of the custom variable' }),
})

/** How a button of the type `invite` offers itself on a page, and when. */
export const Invitation = Type.Object({
  deploymentIds: references('deployment', 'The websites that show it; none: nobody sees it'),
  imageUrl: Type.String({ maxLength: 255, default: '', description: 'Its picture; empty: the page brings its own' }),
  imageWidth: pixels(0, 'Pixels'),
  imageHeight: pixels(0, 'Pixels'),
  animation: Type.Enum(['slide', 'fade', 'appear', 'custom'], { default: 'slide', description: 'How it comes in' }),
  startPosition: Type.Enum(startPositions, { default: 'bottom-right-right', description: 'Where it comes from' }),
  endPosition: Type.Enum(endPositions, { default: 'bottom-right', description: 'Where it stays' }),
  againAfterAccept: switchMember(false, 'It may come again to a visitor who accepted it'),
  againAfterReject: switchMember(false, 'It may come again to a visitor who rejected it'),
  removeAfterS: Type.Union([Type.Integer({ minimum: 1, maximum: 86_400 }), Type.Null()], {
    default: null,
    description: 'Seconds after which it goes away by itself; null: never',
  }),
  rules: Type.Array(InvitationRule, {
    maxItems: invitationRulesMax,
    default: [],
    description: 'When it comes; none: at once',
  }),
  filter: Type.String({
    maxLength: 1000,
    pattern: '^([0-9]+|AND|OR|NOT|[(), ])*$',
    form: 'numbers of rules in AND(…,…), OR(…,…) and NOT(…)',
    default: '',
    description: 'How the rules are put together, counted from 1, such as AND(1,OR(2,3)); empty: all must hold',
  }),
})
export type Invitation = Static<typeof Invitation>
