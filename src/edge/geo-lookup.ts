import type { GeoLocation } from '../chat/chat-request.js'

/** The port behind which is known where network addresses are. Nothing leaves this machine to find out. */
export interface GeoLookup {
  /** Where an address is thought to be; `undefined` when that is not known. Takes a normalised address. */
  find(address: string): GeoLocation | undefined
}

/** What a server without such knowledge knows. */
export const noGeoLookup: GeoLookup = { find: () => undefined }
