import { texts } from '../texts/texts.js'
import { Dialog } from './dialog.js'

/** The list of keys. */
export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={texts.help.title} onClose={onClose}>
      <dl class="keys">
        {texts.help.keys.map(({ keys, does }) => (
          <div key={does}>
            <dt>{does}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
