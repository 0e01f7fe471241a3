import { expect, test } from 'vitest'
import { recordIdChecksum } from './record-id.js'
import { parseTarget, targetLengthMax } from './target.js'

const agentId = '0058c00000BqWnX'
const buttonId = '5738c000000HyRe'
const long = (id: string): string => id + recordIdChecksum(id)

test.each([
  [buttonId, { buttonId }],
  [long(buttonId), { buttonId }],
  [agentId, { agentId }],
  [long(agentId), { agentId }],
  [`${agentId}_${buttonId}`, { agentId, buttonId }],
  [`${long(agentId)}_${buttonId}`, { agentId, buttonId }],
  [`${long(agentId)}_${long(buttonId)}`, { agentId, buttonId }],
])('[P-21] %s is a target', (text, target) => {
  expect(parseTarget(text)).toEqual(target)
  expect(text.length).toBeLessThanOrEqual(targetLengthMax)
})

test.each([
  '',
  '_',
  'Support',
  '5728c000000PzLm',
  `${buttonId}AAL`,
  `${agentId}_`,
  `_${buttonId}`,
  `${buttonId}_${agentId}`,
  `${agentId}_${agentId}`,
  `${agentId}_${buttonId}_`,
  `${agentId}_${buttonId}_${buttonId}`,
  ` ${buttonId}`,
])('[P-21] %j is none', (text) => {
  expect(parseTarget(text)).toBeUndefined()
})
