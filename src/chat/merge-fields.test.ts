import { describe, expect, test } from 'vitest'
import { fillMergeFields } from './merge-fields.js'

const fields = { User_FirstName: 'Ada', LiveAgent_VisitorName: 'Vera {!User_FirstName} $&' }

describe('[R-6] merge fields', () => {
  test.each([
    ['Hello', 'Hello'],
    ['Hello {!LiveAgent_VisitorName}', 'Hello Vera {!User_FirstName} $&'],
    ['{!User_FirstName}{!User_FirstName}', 'AdaAda'],
    ['I am {!User_NKS_FullName}.', 'I am .'],
    ['{!constructor}{!__proto__}', '{!__proto__}'],
    ['{!user_firstname}', ''],
    ['{! User_FirstName} {!} {!1} {User_FirstName}', '{! User_FirstName} {!} {!1} {User_FirstName}'],
    ['{{!User_FirstName}}', '{Ada}'],
  ])('fill the gaps of %j', (text, filled) => {
    expect(fillMergeFields(text, fields)).toBe(filled)
  })
})
