import { useEffect } from 'preact/hooks'
import { PlacePage } from '../../parts/place-page.js'
import type { Desk } from '../../state/desk.js'
import { FirstChat } from '../parts/first-chat.js'
import { LoadFailed } from '../parts/load-failed.js'
import { sectionGroups, type SectionId } from '../state/sections.js'
import { chatSettingsPath, historyPath, listPath, newPath, readingsPath, transferPath } from '../state/setup-page.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'

/** Everything there is to set up, what it is for, and how much of it there is. */
export function OverviewPage({ setup, desk }: { setup: Setup; desk: Desk }) {
  useEffect(() => void setup.loadCounts(), [setup])
  return (
    <PlacePage title={texts.title}>
      <div class="set-page">
        <p class="set-lead">{texts.overview.about}</p>
        <FirstChat setup={setup} desk={desk} />
        {setup.countsFailed.value && <LoadFailed onRetry={() => void setup.loadCounts()} />}
        {sectionGroups.map(({ id, sections }) => (
          <section key={id} class="set-cards" aria-labelledby={`group-${id}`}>
            <h2 id={`group-${id}`}>{texts.groups[id]}</h2>
            <ul>
              {sections.map((section) => (
                <SectionCard key={section} section={section} count={setup.counts.value?.get(section)} />
              ))}
              {id === 'websites' && (
                <PageCard path={chatSettingsPath} name={texts.chatSettings.title} about={texts.chatSettings.lead} />
              )}
              {id === 'organization' && (
                <>
                  <PageCard path={historyPath()} name={texts.history.name} about={texts.history.about} />
                  <PageCard path={readingsPath()} name={texts.readings.name} about={texts.readings.about} />
                  <PageCard path={transferPath} name={texts.transfer.name} about={texts.transfer.about} />
                </>
              )}
            </ul>
          </section>
        ))}
      </div>
    </PlacePage>
  )
}

function SectionCard({ section, count }: { section: SectionId; count: number | undefined }) {
  const { name, about, create } = texts.sections[section]
  return (
    <li class="set-card">
      <a class="set-card-link" href={listPath(section)}>
        <span class="set-card-name">{name}</span>
        {count !== undefined && section !== 'organization' && <span class="set-card-count">{texts.count(count)}</span>}
      </a>
      <p>{about}</p>
      {count === 0 && create !== '' && (
        <a class="set-card-create" href={newPath(section)}>
          {create}
        </a>
      )}
    </li>
  )
}

function PageCard({ path, name, about }: { path: string; name: string; about: string }) {
  return (
    <li class="set-card">
      <a class="set-card-link" href={path}>
        <span class="set-card-name">{name}</span>
      </a>
      <p>{about}</p>
    </li>
  )
}
