import { first } from './0001-first.js'
import { files } from './0002-files.js'
import { setupAudit } from './0003-setup-audit.js'
import { figures } from './0004-figures.js'
import { pastChats } from './0005-past-chats.js'
import { logIns } from './0006-log-ins.js'
import { wordBeginnings } from './0007-word-beginnings.js'

/**
 * Every step from an empty file to today's tables, in order. A file's `user_version` counts the steps it has taken, so
 * a step that was released is never changed, moved or removed; a change of the tables is a new one at the end.
 */
export const migrations: readonly string[] = [first, files, setupAudit, figures, pastChats, logIns, wordBeginnings]
