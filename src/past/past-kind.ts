/** The kind of the streams that tell of chats: those of them that do not live are past chats. Stores know it by this name. */
export const pastKind = 'chat'
