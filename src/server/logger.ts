import { pino, type Logger } from 'pino'
import type { Settings } from './settings.js'

/**
 * Structured logs, a JSON object per line, on standard error. Ids yes; keys, tokens and what people wrote never, so
 * requests are logged without headers, and without the key that the path of a DELETE carries.
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
          path: url.replace(/[?].*$/, '').replace(/(System\/+SessionId\/+)[^/].*$/i, '$1…'),
        }),
        res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
        err: pino.stdSerializers.err,
      },
    },
    pino.destination({ dest: 2, sync: true }),
  )
