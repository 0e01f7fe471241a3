/**
 * Random lives of a floor: visitors come, write and go, agents come, take, decline, hand over, end and get lost, the disk
 * is slow, conflicts and fails, the process is stopped and killed. After every append what must never happen has not
 * happened; whenever nothing is on its way any more, what must happen has happened.
 */
import { test } from 'vitest'
import { floorHolds } from '../support/floor-life/floor-life.js'
import { seededRuns } from '../support/seeded-runs.js'

const runs = seededRuns(100)

test(`[H-2 H-4 H-5 H-8 H-9 H-11 R-2] no chat is lost, taken twice or left waiting beside a free agent (${runs.title})`, () =>
  floorHolds(runs))
