import { useId } from 'preact/hooks'
import { placeOffer } from '../state/place-offer.js'
import { texts } from '../texts/texts.js'
import { Dialog } from './dialog.js'
import { isTouch } from './use-focus-place.js'

/** The list of keys. */
export function Help({ onClose }: { onClose: () => void }) {
  const offer = placeOffer()
  const here = offer.keys.map(({ keys, does }) => ({ keys, does: does() }))
  return (
    <Dialog title={texts.help.title} onClose={onClose}>
      <KeyList title={texts.places.name(offer.place)} keys={here} />
      <KeyList title={texts.help.everywhere} keys={texts.help.keys} />
      {/* Where Enter begins a new line, it is nothing to tell of. */}
      {!isTouch && <KeyList title={texts.help.inMessages} keys={texts.help.writing} />}
    </Dialog>
  )
}

interface KeyListProps {
  title: string
  keys: readonly { readonly keys: readonly string[]; readonly does: string }[]
}

/** The keys that work somewhere; nothing where there are none. */
function KeyList({ title, keys }: KeyListProps) {
  const id = useId()
  if (keys.length === 0) return null
  return (
    <>
      <h3 class="keys-title" id={id}>
        {title}
      </h3>
      <dl class="keys" aria-labelledby={id}>
        {keys.map(({ keys, does }) => (
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
    </>
  )
}
