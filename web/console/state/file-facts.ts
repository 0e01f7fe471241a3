import type { ReceivedFile } from '../../../src/agent-api/files.js'

/** Where a file is read; the browser's cookie says who asks. */
export const fileAddress = ({ chatId, fileId }: Pick<ReceivedFile, 'chatId' | 'fileId'>): string =>
  `/api/v1/chats/${encodeURIComponent(chatId)}/files/${encodeURIComponent(fileId)}`

/** Pictures that every browser draws. The server judged them by their content. */
const pictures = new Set(['image/png', 'image/apng', 'image/jpeg', 'image/gif', 'image/webp'])

/** Whether a preview can be shown. */
export const isPicture = ({ contentType }: Pick<ReceivedFile, 'contentType'>): boolean => pictures.has(contentType)
