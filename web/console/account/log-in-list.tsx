import { useSignal } from '@preact/signals'
import type { OwnLogIn } from '../../../src/agent-api/own-log-ins.js'
import { Confirm } from '../parts/dialog.js'
import { Icon } from '../parts/icon.js'
import { Since } from '../parts/now.js'
import { texts as common } from '../texts/texts.js'
import { others, type OwnLogInList } from './own-log-ins.js'
import { texts } from './texts/texts.js'

/** Where the agent is logged in. */
export function LogInList({ own }: { own: OwnLogInList }) {
  const asking = useSignal<OwnLogIn | typeof others | undefined>(undefined)
  const listed = own.listed.value
  const busy = own.ending.value
  const asked = asking.value
  return (
    <section class="acc-part" aria-labelledby="acc-log-ins" aria-busy={listed.state === 'loading'}>
      <h2 id="acc-log-ins">{texts.logIns.title}</h2>
      <p class="acc-lead">{texts.logIns.lead}</p>
      {listed.state === 'loading' && (
        <p class="acc-state" role="status">
          <span class="place-wait">{common.places.loading}</span>
        </p>
      )}
      {listed.state === 'failed' && (
        <div class="acc-state" role="alert">
          <p>{texts.logIns.failed}</p>
          <button type="button" class="button" onClick={() => void own.load()}>
            {common.retry}
          </button>
        </div>
      )}
      {listed.state === 'there' && (
        <>
          <ul class="acc-list">
            {listed.logIns.map((logIn) => (
              <LogInRow
                key={logIn.logInId}
                logIn={logIn}
                ending={busy === logIn.logInId || busy === others}
                onEnd={() => (asking.value = logIn)}
              />
            ))}
          </ul>
          <p class="acc-problem" role="alert">
            {own.failed.value && texts.logIns.notEnded}
          </p>
          {listed.logIns.some((logIn) => !logIn.isThis) ? (
            <button
              type="button"
              class="button"
              aria-disabled={busy !== undefined}
              onClick={() => (asking.value = others)}
            >
              {texts.logIns.endOthers}
            </button>
          ) : (
            <p class="acc-none">{texts.logIns.nowhereElse}</p>
          )}
        </>
      )}
      {asked !== undefined && (
        <Confirm
          title={asked === others ? texts.logIns.askOthers : texts.logIns.askOne(nameOf(asked))}
          sentences={[asked === others ? texts.logIns.askOthersMore : texts.logIns.askOneMore]}
          confirm={texts.logIns.end}
          onConfirm={() => void (asked === others ? own.endOthers() : own.end(asked.logInId))}
          onClose={() => (asking.value = undefined)}
        />
      )}
    </section>
  )
}

const nameOf = ({ program, system }: OwnLogIn): string => texts.logIns.name(program, system)

interface LogInRowProps {
  logIn: OwnLogIn
  ending: boolean
  onEnd: () => void
}

function LogInRow({ logIn, ending, onEnd }: LogInRowProps) {
  const { isThis, address, way, madeAt, seenAt } = logIn
  return (
    <li class="acc-row">
      <span class="acc-icon">
        <Icon name="screen" />
      </span>
      <div class="acc-about">
        <p class="acc-name">
          <bdi>{nameOf(logIn)}</bdi>
          {isThis && <span class="tag acc-this">{texts.logIns.this}</span>}
        </p>
        <p class="acc-facts">
          {isThis ? (
            <span>{texts.logIns.now}</span>
          ) : (
            seenAt !== undefined && (
              <span>
                <Since at={seenAt} words={texts.logIns.seen} />
              </span>
            )
          )}
          <span>{texts.logIns.since(Date.parse(madeAt))}</span>
          {address !== undefined && <bdi>{address}</bdi>}
          {way === 'provider' && <span>{texts.logIns.byProvider}</span>}
        </p>
      </div>
      {!isThis && (
        <button
          type="button"
          class="button button-small"
          aria-label={texts.logIns.endOne(nameOf(logIn))}
          aria-disabled={ending}
          onClick={() => !ending && onEnd()}
        >
          {ending ? texts.logIns.ending : texts.logIns.end}
        </button>
      )}
    </li>
  )
}
