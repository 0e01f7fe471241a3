import type { Chat } from '../../../src/agent-api/messages.js'
import type { Desk } from '../state/desk.js'
import { texts } from '../texts/texts.js'
import { Icon } from './icon.js'

/** Above the text field while the visitor is asked for a file. Always there, so that its coming is spoken. */
export function FileRequestBar({ desk, chat }: { desk: Desk; chat: Chat }) {
  const { fileRequest } = chat
  return (
    <div class="file-request" role="status">
      {fileRequest && (
        <>
          <Icon name="clip" />
          <span class="clip">{texts.files.waiting(chat.visitorName)}</span>
          <button
            type="button"
            class="button button-small"
            aria-label={texts.files.withdrawLong}
            onClick={() => void desk.withdrawFile(chat.chatId, fileRequest.fileId)}
          >
            {texts.files.withdraw}
          </button>
        </>
      )}
    </div>
  )
}
