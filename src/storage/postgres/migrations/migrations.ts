import { first } from './0001-first.js'
import { commitBatch } from './0002-commit-batch.js'
import { changes } from './0003-changes.js'
import { pastChats } from './0004-past-chats.js'
import { logIns } from './0005-log-ins.js'

/**
 * Every step from an empty database to today's tables, in order. The table `parley.migrations` counts the steps that a
 * database has taken, so a step that was released is never changed, moved or removed; a change is a new one at the end.
 */
export const migrations: readonly string[] = [first, commitBatch, changes, pastChats, logIns]
