import type { ReceivedFile } from '../../../src/agent-api/files.js'
import { fileAddress, isPicture } from '../state/file-facts.js'
import { texts } from '../texts/texts.js'
import { Icon } from './icon.js'

/** A file the visitor sent, in its place in the transcript. */
export function FileCard({ file, visitorName }: { file: ReceivedFile; visitorName: string }) {
  const at = Date.parse(file.at)
  const address = fileAddress(file)
  return (
    <div class="group group-visitor group-ends">
      <div class="group-head">
        <span class="group-name" dir="auto">
          {visitorName}
        </span>{' '}
        <time dateTime={file.at} title={texts.time.full(at)}>
          {texts.time.clock(at)}
        </time>
      </div>
      <div class="bubble file-card">
        {isPicture(file) && (
          <img class="file-picture" src={address} alt={texts.files.picture(file.name)} loading="lazy" />
        )}
        <div class="file-line">
          <Icon name="file" />
          <span class="file-about">
            <bdi class="file-name">{file.name}</bdi>
            <span class="file-kind">{texts.files.about(file.contentType, file.bytes)}</span>
          </span>
          <a
            class="button button-small"
            href={address}
            download={file.name}
            aria-label={texts.files.saveLong(file.name)}
          >
            {texts.files.save}
          </a>
        </div>
      </div>
    </div>
  )
}
