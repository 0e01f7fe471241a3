import { test } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchBrowser, NoBrowserError } from './browser.js'

/**
 * `test` with a `browser` shared by the tests of one file. Open a context of your own in each test
 * (`await browser.newContext()`) and close it: nothing else keeps tests apart.
 *
 * Where no browser can be started these tests are left out with the reason. `npm test` repeats it at its end, and
 * fails when `CI` is set.
 */
export const browserTest = test
  .extend('browserOrReason', { scope: 'file' }, async ({}, { onCleanup }): Promise<Browser | string> => {
    try {
      const browser = await launchBrowser()
      onCleanup(() => browser.close())
      return browser
    } catch (error) {
      if (error instanceof NoBrowserError) return error.message
      throw error
    }
  })
  .extend('browser', ({ browserOrReason, skip }): Browser => {
    return typeof browserOrReason === 'string' ? skip(browserOrReason) : browserOrReason
  })
