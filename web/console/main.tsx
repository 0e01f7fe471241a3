import { render } from 'preact'
import { computed } from '@preact/signals'
import { LocationProvider } from 'preact-iso'
import { createAgentApi } from './api/agent-api.js'
import { createServer } from './api/server.js'
import { followAddress } from './browser/address.js'
import { followDesktop } from './browser/desktop.js'
import { followKeys } from './browser/keys.js'
import { keepFocus } from './browser/kept-focus.js'
import { newKey } from './browser/new-key.js'
import { mediaMatches, pageVisibility, showLanguage, showTheme, showWaiting } from './browser/page.js'
import { path } from './browser/path.js'
import { takeSignInRefusal } from './browser/sign-in-refusal.js'
import { createSounds, type Sounds } from './browser/sound.js'
import { browserStore } from './browser/stores.js'
import { Announcer, NoticesContext, NoticesStack } from './parts/notices-stack.js'
import { NowContext } from './parts/now.js'
import { LoadedWelcome } from './screens/loaded-welcome.js'
import { LogInScreen } from './screens/log-in.js'
import { OpeningScreen } from './screens/opening.js'
import { Shell } from './screens/shell.js'
import { createApp, type App } from './state/app.js'
import { browserClock } from './state/clock.js'
import { createDetails, type Details } from './state/details.js'
import { isDesk, isWelcome } from './state/place.js'
import { createPreferences, type Preferences } from './state/preferences.js'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/overlays.css'
import './styles/log-in.css'
import './styles/shell.css'
import './styles/desk.css'
import './styles/lists.css'
import './styles/messages.css'
import './styles/chat.css'
import './styles/bars.css'
import './styles/options.css'
import './styles/details.css'
import './styles/colours.css'

interface ConsoleProps {
  app: App
  preferences: Preferences
  details: Details
  sounds: Sounds
}

function Console(props: ConsoleProps) {
  const { app } = props
  return (
    <NowContext.Provider value={app.now}>
      <NoticesContext.Provider value={app.notices}>
        <LocationProvider>
          <Screen {...props} />
        </LocationProvider>
      </NoticesContext.Provider>
      <NoticesStack notices={app.notices} />
      <Announcer notices={app.notices} />
    </NowContext.Provider>
  )
}

function Screen({ app, preferences, details, sounds }: ConsoleProps) {
  const session = app.session.value
  switch (session.state) {
    case 'opening':
      return <OpeningScreen connection={app.connection} onRetry={app.retryNow} />
    case 'signed-out':
      if (isWelcome(path.value)) {
        // Whether there is anything to begin is not known at once.
        const isNew = session.logIn.isNew.value
        if (isNew === undefined) return <OpeningScreen connection={app.connection} onRetry={app.retryNow} />
        if (isNew) return <LoadedWelcome app={app} logIn={session.logIn} preferences={preferences} />
      }
      return <LogInScreen logIn={session.logIn} why={session.why} preferences={preferences} />
    case 'signed-in':
      return <Shell {...{ app, preferences, details, sounds }} desk={session.desk} />
  }
}

const local = browserStore('localStorage')
const preferences = createPreferences(local, navigator.languages)
showTheme(preferences)
showLanguage(preferences)

const pageVisible = pageVisibility()
const sounds = createSounds(preferences)
const app = createApp({
  createServer: (events) => createServer({ fetch: (...request) => fetch(...request), ...events }),
  createApi: createAgentApi,
  clock: browserClock,
  chance: () => Math.random(),
  newKey,
  local,
  tab: browserStore('sessionStorage'),
  // What nobody sees is not read, and the desk is not on the page when another place is.
  pageVisible: computed(() => pageVisible.value && isDesk(path.value)),
  takeSignInRefusal,
  onRequest: sounds.request,
  onLost: sounds.lost,
})

showWaiting(computed(() => (app.session.value.state === 'signed-in' ? app.session.value.desk.waitingCount.value : 0)))
followAddress(app)
followKeys(app)
followDesktop(app, preferences)
keepFocus()
addEventListener('online', app.retryNow)
pageVisible.subscribe((visible) => {
  if (visible) app.retryNow()
})
addEventListener('beforeunload', (event) => {
  const session = app.session.peek()
  // Messages on their way survive a reload, but not the closing of the window.
  if (session.state === 'signed-in' && session.desk.outbox.unsent.peek().length > 0) event.preventDefault()
})

const root = document.querySelector('#app')
const details = createDetails(preferences, mediaMatches('(min-width: 1180px)'))
if (root) render(<Console {...{ app, preferences, details, sounds }} />, root)
app.start()
