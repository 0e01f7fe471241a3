import { expect, test } from 'vitest'
import { Check, Default } from 'typebox/value'
import { Invitation } from '../setup/kinds/invitation.js'
import { invitationMembers } from './invitation-members.js'

const invitation = (changes: object): Invitation => {
  const made = Default(Invitation, changes)
  if (!Check(Invitation, made)) throw new Error('This is no invitation.')
  return made
}

test('[V-11] an invitation says everything in the words of the wire', () => {
  const made = invitation({
    ...{ imageUrl: 'https://chat.example.org/content/invite.png', imageWidth: 320, imageHeight: 180 },
    ...{ animation: 'slide', startPosition: 'bottom-right-right', endPosition: 'bottom-right' },
    ...{ againAfterAccept: true, removeAfterS: 30 },
    rules: [{ type: 'seconds-on-page', operator: 'greater-than', value: '15', variable: '' }],
  })
  expect(invitationMembers(made)).toEqual({
    inviteImageUrl: 'https://chat.example.org/content/invite.png',
    inviteImageWidth: 320,
    inviteImageHeight: 180,
    inviteRenderer: 'Slide',
    inviteStartPosition: 'BottomRightRight',
    inviteEndPosition: 'BottomRight',
    hasInviteAfterAccept: true,
    hasInviteAfterReject: false,
    inviteRejectTime: 30,
    inviteRules:
      '{"rules":{"0":{"order":1,"type":"SECONDS_ON_PAGE","operator":"GREATER_THAN","value":"15"}},"filter":"1"}',
  })
})

test('[V-11] one that is set up with nothing comes at once, stays, and brings no picture', () => {
  const members = invitationMembers(invitation({}))
  expect(members).toMatchObject({ inviteRejectTime: -1, inviteRules: '{"rules":{},"filter":""}' })
  expect(members).not.toHaveProperty('inviteImageUrl')
})

const rule = { type: 'custom-variable', operator: 'equals', value: 'gold', variable: 'level' }

test.each([
  [1, '', '1'],
  [2, '', 'AND(1,2)'],
  [3, '', 'AND(1,AND(2,3))'],
  [3, 'OR(1, AND(2, NOT(3)))', 'OR(1,AND(2,NOT(3)))'],
])('[V-11] %i rules with the filter %j are put together as %s', (count, filter, expected) => {
  const { inviteRules = '' } = invitationMembers(invitation({ rules: Array(count).fill(rule), filter }))
  const told = JSON.parse(inviteRules) as { rules: Record<string, object>; filter: string }
  expect(told.filter).toBe(expected)
  expect(Object.keys(told.rules)).toHaveLength(count)
  expect(told.rules['0']).toEqual({
    order: 1,
    type: 'CUSTOM_VARIABLE',
    operator: 'EQUALS',
    value: 'gold',
    name: 'level',
  })
})

test.each([
  { filter: 'alert(1)' },
  { startPosition: 'center' },
  { endPosition: 'top-left-top' },
  { animation: 'bounce' },
  { rules: [{ ...rule, type: 'moon-phase' }] },
  { rules: Array(51).fill(rule) },
  { removeAfterS: 0 },
])('[V-11] %j is no way to set one up', (changes) => {
  expect(Check(Invitation, Default(Invitation, changes))).toBe(false)
})
