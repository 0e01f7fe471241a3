import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { newKey } from '../browser/new-key.js'
import { NoPlace } from '../parts/no-place.js'
import type { PlaceProps } from '../places.js'
import type { App } from '../state/app.js'
import type { Desk } from '../state/desk.js'
import { offerHere } from '../state/place-offer.js'
import { ChatSettingsPage } from './pages/chat-settings.js'
import { HistoryPage } from './pages/history.js'
import { ListPage } from './pages/list.js'
import { ObjectPage } from './pages/object.js'
import { OverviewPage } from './pages/overview.js'
import { ReadingsPage } from './pages/readings.js'
import { TransferPage } from './pages/transfer.js'
import { SecretDialog } from './parts/secret-dialog.js'
import { SetupNav } from './parts/setup-nav.js'
import { guardUnsaved, UnsavedStrip } from './parts/unsaved-strip.js'
import { setupOffer } from './setup-ways.js'
import { setupPageOf, type SetupPage } from './state/setup-page.js'
import { createSetup, type Setup } from './state/setup.js'
import { forgetAtLogOut } from './state/transfer.js'
import './styles/setup.css'
import './styles/fields.css'
import './styles/lists.css'
import './styles/chat-settings.css'

/** What administrators work on, by who they are: it outlives the page, and a log-in that ran out. */
const known = new WeakMap<App, Map<string, Setup>>()

function setupOf(app: App, agentId: string): Setup {
  const setups = known.get(app) ?? new Map<string, Setup>()
  known.set(app, setups)
  const before = setups.get(agentId)
  if (before) return before
  const setup = createSetup(app.server, newKey)
  guardUnsaved(setup)
  forgetAtLogOut(setup.transfer, app.session)
  setups.set(agentId, setup)
  return setup
}

/** Everything administrators define. */
export function SetupScreen({ app, desk }: PlaceProps) {
  const { path } = useLocation()
  const { id } = desk.snapshot.value.agent
  const setup = setupOf(app, id)
  const page = setupPageOf(path)
  useEffect(() => offerHere(setupOffer), [])
  return (
    <div class={page.page === 'overview' ? 'setup setup-overview' : 'setup'}>
      <SetupNav path={path} />
      <div class="setup-main">
        <UnsavedStrip setup={setup} page={page} />
        <Page app={app} desk={desk} setup={setup} page={page} />
      </div>
      <SecretDialog setup={setup} />
    </div>
  )
}

interface PageProps {
  app: App
  desk: Desk
  setup: Setup
  page: SetupPage
}

function Page({ app, desk, setup, page }: PageProps) {
  const { organizationId } = desk.snapshot.value.agent
  switch (page.page) {
    case 'overview':
      return <OverviewPage setup={setup} desk={desk} />
    case 'chat-settings':
      return <ChatSettingsPage server={app.server} setup={setup} organizationId={organizationId} />
    case 'list':
      return <ListPage key={page.section} setup={setup} id={page.section} />
    case 'new':
      return <ObjectPage key={page.section} setup={setup} section={page.section} id={undefined} />
    case 'object':
      return <ObjectPage key={page.id} setup={setup} section={page.section} id={page.id} />
    case 'organization':
      return <ObjectPage key={organizationId} setup={setup} section="organization" id={organizationId} />
    case 'history':
      return <HistoryPage setup={setup} />
    case 'readings':
      return <ReadingsPage setup={setup} />
    case 'transfer':
      return <TransferPage setup={setup} />
    case 'nowhere':
      return <NoPlace />
  }
}
