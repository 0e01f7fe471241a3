import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { Route, Router } from 'preact-iso'
import type { Place, PlaceProps } from '../places.js'
import { placesOf } from '../places.js'
import { AccountMenu } from '../parts/account-menu.js'
import { ConnectionStrip } from '../parts/connection-strip.js'
import { Dialogs } from '../parts/dialogs.js'
import { Guarded } from '../parts/guarded.js'
import { Icon } from '../parts/icon.js'
import { LoadedPlace } from '../parts/loaded-place.js'
import { Logo } from '../parts/logo.js'
import { NoPlace } from '../parts/no-place.js'
import { PlaceNav } from '../parts/place-nav.js'
import { StatusMenu } from '../parts/status-menu.js'
import { isMac } from '../parts/use-focus-place.js'
import { focusContent } from '../browser/kept-focus.js'
import { path, readPath } from '../browser/path.js'
import type { Sounds } from '../browser/sound.js'
import { deskPath, isDesk } from '../state/place.js'
import { texts } from '../texts/texts.js'
import { DeskScreen } from './desk.js'

/**
 * What every place gets. Not by its route: the router writes a route's properties down as JSON to compare them, whenever
 * it is drawn, and these hold everything the agent has.
 */
const PlacePropsContext = createContext<PlaceProps | undefined>(undefined)

function DeskRoute() {
  const props = useContext(PlacePropsContext)
  return props ? (
    <Guarded key="desk">
      <DeskScreen {...props} />
    </Guarded>
  ) : null
}

function PlaceRoute({ place }: { place: Place }) {
  const props = useContext(PlacePropsContext)
  return props ? (
    <Guarded key={place.id}>
      <LoadedPlace key={place.id} {...props} place={place} />
    </Guarded>
  ) : null
}

export interface ShellProps extends PlaceProps {
  sounds: Sounds
}

/** What stands around every place: the bar above, the ways to elsewhere, and what lies over the page. */
export function Shell({ sounds, ...props }: ShellProps) {
  const { app, desk, preferences } = props
  const places = placesOf(desk.snapshot.value.agent.role)
  const logOut = (): void => {
    const busy = desk.snapshot.value.chats.length > 0 || desk.outbox.unsent.value.length > 0
    if (busy) desk.dialog.value = { what: 'log-out' }
    else void app.logOut()
  }
  return (
    <div class={`shell ${desk.selectedEntry.value && isDesk(path.value) ? 'shell-chat' : ''}`}>
      <a
        class="skip"
        href="#content"
        onClick={(event) => {
          // The address names the chat, so it must not change here.
          event.preventDefault()
          focusContent()
        }}
      >
        {texts.skip}
      </a>
      <header class="bar">
        <div class="brand">
          <Logo />
          <span class="brand-name">{texts.product}</span>
        </div>
        <button type="button" class="search-button" onClick={() => (desk.dialog.value = { what: 'palette' })}>
          <Icon name="search" />
          <span>{texts.palette.open}</span>
          <kbd aria-hidden="true">{texts.palette.openKeys(isMac)}</kbd>
        </button>
        <StatusMenu desk={desk} />
        <AccountMenu {...{ desk, preferences, sounds }} onLogOut={logOut} />
      </header>
      <ConnectionStrip connection={app.connection} onRetry={app.retryNow} />
      <div class="shell-body">
        <PlaceNav desk={desk} places={places.filter(({ aside }) => !aside)} />
        <main class="content" id="content" tabIndex={-1}>
          <PlacePropsContext.Provider value={props}>
            <Router onRouteChange={readPath}>
              <Route path={deskPath} component={DeskRoute} />
              {places.flatMap((place) =>
                // A pattern with a star does not match the place itself.
                [place.path, `${place.path}/*`].map((path) => (
                  <Route key={place.id} path={path} component={PlaceRoute} place={place} />
                )),
              )}
              <Route default component={NoPlace} />
            </Router>
          </PlacePropsContext.Provider>
        </main>
      </div>
      <Dialogs {...props} places={places} onLogOut={logOut} />
    </div>
  )
}
