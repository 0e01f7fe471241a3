import { placeOffer } from '../state/place-offer.js'
import { texts } from '../texts/texts.js'
import { Dialog } from './dialog.js'
import { isTouch } from './use-focus-place.js'

/** The list of keys. */
export function Help({ onClose }: { onClose: () => void }) {
  // Where Enter begins a new line, it is nothing to tell of.
  const desk = isTouch ? texts.help.keys : [...texts.help.keys, ...texts.help.writing]
  const all = [...placeOffer().keys.map(({ keys, does }) => ({ keys, does: does() })), ...desk]
  return (
    <Dialog title={texts.help.title} onClose={onClose}>
      <dl class="keys">
        {all.map(({ keys, does }) => (
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
