/** Where addresses are, read from a file in the MaxMind DB format that lies on this machine. */
import { readFile } from 'node:fs/promises'
import { isIPv4 } from 'node:net'
import { Reader, type CityResponse } from 'mmdb-lib'
import type { GeoLocation } from '../../chat/chat-request.js'
import type { GeoLookup } from '../geo-lookup.js'
import { geoLocation } from './geo-location.js'

/** The file cannot be read, or is no database of places. */
export class GeoFileError extends Error {
  override name = 'GeoFileError'
}

const open = (bytes: Buffer): Reader<CityResponse> => {
  const reader = new Reader<CityResponse>(bytes)
  const { ipVersion, nodeCount, searchTreeSize } = reader.metadata
  if ((ipVersion !== 4 && ipVersion !== 6) || nodeCount < 1 || searchTreeSize >= bytes.length) {
    throw new Error('its search tree is not whole')
  }
  // A file that was cut off, or is something else by chance, does not survive being asked.
  reader.get('192.0.2.1')
  return reader
}

/**
 * Reads a file such as GeoLite2-City.mmdb. `onError` is called once when an entry of the file turns out to be damaged;
 * its addresses count as unknown. The file is held in memory. Throws {@link GeoFileError}.
 */
export const openGeoFile = async (path: string, onError: (error: unknown) => void): Promise<GeoLookup> => {
  let reader: Reader<CityResponse>
  try {
    reader = open(await readFile(path))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const reason = code === undefined || code.startsWith('ERR_') ? 'it is no whole MaxMind DB file' : code
    throw new GeoFileError(`The geo database ${path} cannot be used: ${reason}.`, { cause: error })
  }
  let told = false
  return {
    find: (address): GeoLocation | undefined => {
      if (address === '' || (reader.metadata.ipVersion === 4 && !isIPv4(address))) return undefined
      try {
        return geoLocation(reader.get(address))
      } catch (error) {
        if (!told) onError(error)
        told = true
        return undefined
      }
    },
  }
}
