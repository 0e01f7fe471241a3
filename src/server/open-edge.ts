/** Builds what stands between the world and the surfaces, from the settings. */
import type { Logger } from 'pino'
import { noGeoLookup, type GeoLookup } from '../edge/geo-lookup.js'
import { GeoFileError, openGeoFile } from '../edge/geo-file/geo-file.js'
import { Networks } from '../edge/networks.js'
import { RateLimits } from '../edge/rate-limits.js'
import type { Clock } from '../lib/clock.js'
import type { Settings } from './settings.js'
import { StartError } from './start-error.js'

export interface Edge {
  readonly trustedProxies: Networks
  readonly rateLimits: RateLimits
  readonly geo: GeoLookup
}

const openGeo = async (path: string, logger: Logger): Promise<GeoLookup> => {
  if (path === '') return noGeoLookup
  try {
    return await openGeoFile(path, (error) => logger.warn({ err: error }, 'The geo database is damaged.'))
  } catch (error) {
    if (!(error instanceof GeoFileError)) throw error
    throw new StartError(`${error.message} Set PARLEY_GEO_DATABASE to another file, or do not set it.`, {
      cause: error,
    })
  }
}

/** Throws {@link StartError} when the geo database cannot be used. */
export const openEdge = async (settings: Settings, clock: Clock, logger: Logger): Promise<Edge> => ({
  trustedProxies: new Networks(settings.trustedProxies),
  rateLimits: new RateLimits(clock, settings),
  geo: await openGeo(settings.geoDatabase, logger),
})
