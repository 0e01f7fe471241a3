/** Puts how an invitation looks and when it comes into the words of the wire. */
import type { WireButton } from '../protocol/visitor-messages.js'
import type { Invitation } from '../setup/kinds/invitation.js'

/** `bottom-right` as `BottomRight`. */
const inCapitals = (words: string): string =>
  words
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

/** `seconds-on-page` as `SECONDS_ON_PAGE`. */
const asConstant = (words: string): string => words.replaceAll('-', '_').toUpperCase()

/** All rules must hold: AND takes two at a time. */
const allOf = (count: number): string => {
  let filter = count === 0 ? '' : String(count)
  for (let rule = count - 1; rule >= 1; rule -= 1) filter = `AND(${rule},${filter})`
  return filter
}

const rulesText = ({ rules, filter }: Invitation): string =>
  JSON.stringify({
    rules: Object.fromEntries(
      rules.map(({ type, operator, value, variable }, index) => [
        String(index),
        {
          ...{ order: index + 1, type: asConstant(type), operator: asConstant(operator), value },
          ...(variable && { name: variable }),
        },
      ]),
    ),
    filter: filter.replaceAll(' ', '') || allOf(rules.length),
  })

/** The members that only invitations have. */
export const invitationMembers = (invitation: Invitation): Partial<WireButton> => ({
  ...(invitation.imageUrl && {
    inviteImageUrl: invitation.imageUrl,
    inviteImageWidth: invitation.imageWidth,
    inviteImageHeight: invitation.imageHeight,
  }),
  inviteRenderer: inCapitals(invitation.animation),
  inviteStartPosition: inCapitals(invitation.startPosition),
  inviteEndPosition: inCapitals(invitation.endPosition),
  hasInviteAfterAccept: invitation.againAfterAccept,
  hasInviteAfterReject: invitation.againAfterReject,
  inviteRejectTime: invitation.removeAfterS ?? -1,
  inviteRules: rulesText(invitation),
})
