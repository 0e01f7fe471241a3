import { pino, type Logger } from 'pino'
import type { Settings } from './settings.js'

/**
 * An address as it may be logged: without its query, and without any part that is longer than an id or holds more than
 * letters, digits, dots and dashes. The key that the path of a DELETE carries is such a part, however it is written.
 */
const loggedPath = (url: string): string =>
  url
    .replace(/[?].*$/s, '')
    .split('/')
    .map((part) => (/^[\w.-]{0,40}$/.test(part) ? part : '…'))
    .join('/')

/**
 * Structured logs, a JSON object per line, on standard error. Ids yes; keys, tokens and what people wrote never, so
 * requests are logged without headers and with {@link loggedPath}.
 */
export const createLogger = ({ logLevel }: Pick<Settings, 'logLevel'>): Logger =>
  pino(
    {
      level: logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: {
        req: ({ method, url, id }: { method: string; url: string; id: string }) => ({
          id,
          method,
          path: loggedPath(url),
        }),
        res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
        err: pino.stdSerializers.err,
      },
    },
    pino.destination({ dest: 2, sync: true }),
  )
