import type { Author } from '../setup/audit.js'

/** Who changes setup when it is done from the command line. */
export const commandLineAuthor = (): Author => ({ by: 'command-line', name: 'Command line', at: Date.now() })
