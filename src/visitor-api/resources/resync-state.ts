import { readResyncState } from '../../protocol/requests.js'
import { WireError } from '../../protocol/wire-error.js'
import type { CommandResource } from '../resource.js'

/**
 * `POST Chasitor/ChasitorResyncState`: the client says that it is back in full after it reconnected. That it was heard
 * of is all there is to it here.
 */
export const resyncState: CommandResource<string> = {
  method: 'POST',
  path: 'Chasitor/ChasitorResyncState',
  read: readResyncState,
  check: ({ setup }, { chat }, organizationId) => {
    const right = chat ? chat.name.organizationId === organizationId : setup.organization(organizationId) !== undefined
    if (!right) throw new WireError(400, 'organizationId is not the organization of this session.')
  },
  run: () => Promise.resolve(),
}
