import type { RichPick } from '../../chat/rich-content.js'
import { readRichMessage, type RichAction } from '../../protocol/requests.js'
import type { CommandResource } from '../resource.js'
import { chatOf } from '../session-of-request.js'

const pickTypes: Record<RichAction['type'], RichPick['type']> = {
  ChatWindowMenu: 'menu',
  ChatWindowButton: 'button',
  ChatWindowFooterMenu: 'footer-menu',
}

/** `POST Chasitor/RichMessage`: the visitor picks from a menu or a row of buttons. */
export const richMessage: CommandResource<readonly RichPick[]> = {
  method: 'POST',
  path: 'Chasitor/RichMessage',
  read: (body) => readRichMessage(body).map((action): RichPick => ({ ...action, type: pickTypes[action.type] })),
  run: ({ chats }, { session, mark }, picks) => chats.pick(chatOf(session), picks, mark),
}
