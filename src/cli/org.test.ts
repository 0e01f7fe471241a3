import { describe, expect, test } from 'vitest'
import { org } from './org.js'
import { UsageError } from './usage-error.js'

describe('[A-81] org', () => {
  test.each([
    [[]],
    [['create']],
    [['create', '--name', 'Second', 'more']],
    [['list', '--name', 'First']],
    [['list', 'more']],
    [['remove']],
  ])('does not take %j', (args) => {
    expect(() => org(args, {})).toThrow(UsageError)
  })
})
