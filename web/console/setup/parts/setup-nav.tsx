import { sectionGroups } from '../state/sections.js'
import { chatSettingsPath, historyPath, listPath, readingsPath, setupPath, transferPath } from '../state/setup-page.js'
import { texts } from '../texts/texts.js'

/** The ways to the parts of setup. */
export function SetupNav({ path }: { path: string }) {
  const current = (to: string, whole = false): 'page' | undefined =>
    path === to || (!whole && path.startsWith(`${to}/`)) ? 'page' : undefined
  return (
    <nav class="set-nav" aria-label={texts.overview.nav}>
      <a class="set-nav-link" href={setupPath} aria-current={current(setupPath, true)}>
        {texts.overview.name}
      </a>
      <a class="set-nav-link" href={chatSettingsPath} aria-current={current(chatSettingsPath)}>
        {texts.chatSettings.title}
      </a>
      {sectionGroups.map(({ id, sections }) => (
        <div key={id} class="set-nav-group">
          <h2 class="set-nav-title">{texts.groups[id]}</h2>
          <ul>
            {sections.map((section) => (
              <li key={section}>
                <a class="set-nav-link" href={listPath(section)} aria-current={current(listPath(section))}>
                  {texts.sections[section].name}
                </a>
              </li>
            ))}
            {id === 'organization' && (
              <>
                <li>
                  <a class="set-nav-link" href={historyPath()} aria-current={current(historyPath())}>
                    {texts.history.name}
                  </a>
                </li>
                <li>
                  <a class="set-nav-link" href={readingsPath()} aria-current={current(readingsPath())}>
                    {texts.readings.name}
                  </a>
                </li>
                <li>
                  <a class="set-nav-link" href={transferPath} aria-current={current(transferPath)}>
                    {texts.transfer.name}
                  </a>
                </li>
              </>
            )}
          </ul>
        </div>
      ))}
    </nav>
  )
}
