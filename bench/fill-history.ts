/**
 * Fills a database in a process of its own: what was prepared on a file keeps it open, and locked, for as long as the
 * process likes. Takes the directory, the number of messages, the entrance as JSON and the instant it is; prints how
 * many chats were added.
 */
import { fillHistory } from './filled-history.js'
import type { Entrance } from './parley.js'

const [directory = '', messages, entrance = '', now] = process.argv.slice(2)
console.log(fillHistory(directory, Number(messages), JSON.parse(entrance) as Entrance, Number(now)))
