import { effect } from '@preact/signals'
import { render } from 'preact'
import { Wire } from '../../../src/visitor-client/wire.js'
import { showLanguage, showTheme } from '../browser/page.js'
import { browserStore } from '../browser/stores.js'
import { browserClock } from '../state/clock.js'
import { createPreferences } from '../state/preferences.js'
import '../styles/tokens.css'
import '../styles/base.css'
import '../styles/controls.css'
import '../styles/messages.css'
import './try-it.css'
import '../styles/colours.css'
import { fetchTransport } from './fetch-transport.js'
import { readTarget } from './target.js'
import { texts } from './texts/texts.js'
import { NoTarget, VisitorWindow } from './visitor-window.js'
import { createVisit } from './visit.js'

const preferences = createPreferences(browserStore('localStorage'), navigator.languages)
showTheme(preferences)
showLanguage(preferences)
effect(() => {
  document.title = texts.page
})

const target = readTarget(location.search)
const root = document.querySelector('#app')
if (root) {
  const visit =
    target &&
    createVisit({
      wire: new Wire(fetchTransport),
      clock: browserClock,
      store: browserStore('sessionStorage'),
      target,
      browser: { language: navigator.language, userAgent: navigator.userAgent },
    })
  render(visit ? <VisitorWindow visit={visit} /> : <NoTarget />, root)
}
