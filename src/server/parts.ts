/** Builds what the server is made of, on a store: the one place where ports meet their adapters. */
import type { Logger } from 'pino'
import { AgentFeeds } from '../agent-api/agent-feeds.js'
import { ChatViews } from '../agent-api/chat-views.js'
import { ChatWatches } from '../agent-api/supervision/chat-watches.js'
import { FloorFeeds } from '../agent-api/supervision/floor-feeds.js'
import { FloorViews } from '../agent-api/supervision/floor-views.js'
import { Sight } from '../agent-api/supervision/sight.js'
import { WatchViews } from '../agent-api/supervision/watch-views.js'
import type { Bus } from '../bus/bus.js'
import { LocalBus } from '../bus/local/local-bus.js'
import type { Relay } from '../bus/relay.js'
import { chatKind, type Chat } from '../chat/chat.js'
import { ChatService } from '../chat/chat-service.js'
import { criticalWait, uncriticalSince } from '../chat/critical-wait-rules.js'
import { idleDue } from '../chat/extras-rules.js'
import type { Masks } from '../chat/masks.js'
import { Supervising } from '../chat/supervising.js'
import { contactTimes, type ContactTimes } from '../delivery/contact-times.js'
import { KeptPlaces } from '../delivery/kept-places.js'
import { PageTrails } from '../delivery/page-trails.js'
import { Polls } from '../delivery/polls.js'
import { PollSessions } from '../delivery/poll-sessions.js'
import { Reconnects } from '../delivery/reconnects.js'
import { Sessions } from '../delivery/sessions.js'
import { streamKey } from '../event-log/event-log.js'
import { Ledger, type Commit } from '../event-log/ledger.js'
import { PatientLedger } from '../event-log/patient-ledger.js'
import { countFigures } from '../figures/count.js'
import { Figures } from '../figures/figures.js'
import { Reports } from '../figures/reports.js'
import { FileService } from '../files/file-service.js'
import type { Clock, Millis } from '../lib/clock.js'
import type { Ids } from '../lib/ids.js'
import { patternProblem } from '../masking/compiled-rule.js'
import { Masking } from '../masking/masking.js'
import { Nodes } from '../nodes/nodes.js'
import { PastChats } from '../past/past-chats.js'
import { PastIndex } from '../past/past-index.js'
import { Assignments } from '../routing/assignments.js'
import { Availability } from '../routing/availability.js'
import { Blocking } from '../routing/blocking.js'
import { Floors } from '../routing/floors.js'
import { HandoverWatch } from '../routing/handover-watch.js'
import { Interventions } from '../routing/interventions.js'
import { Handovers } from '../routing/handovers.js'
import type { Hint } from '../routing/hints.js'
import { Placements, type TermsOf } from '../routing/placements.js'
import type { PassReason } from '../routing/presences.js'
import { publishCommits, publishQueueMoved } from '../routing/publish-commits.js'
import { QueueTidings } from '../routing/queue-tidings.js'
import { Router } from '../routing/router.js'
import { OverdueChats } from '../routing/overdue-chats.js'
import { Founding } from '../setup/founding.js'
import { SetupEditor } from '../setup/setup-editor.js'
import { BlockedAddresses } from '../setup/blocked-addresses.js'
import { Makings } from '../setup/makings.js'
import { Readings } from '../setup/readings.js'
import { Setup } from '../setup/setup.js'
import type { Store } from '../storage/store.js'
import { backgroundErrors } from './background-errors.js'
import { buildAccounts } from './build-accounts.js'
import { FloorPlans } from './floor-plans.js'
import { judgeContent as judge } from './judge-content.js'
import { ids as randomIds, keyedHash, loadSecrets } from './secrets.js'
import { seldom } from './seldom.js'
import { followSetup } from './setup-effects.js'
import { newRecordId } from './new-ids.js'
import { homesAmong, nodeHandlers, sharedKinds, tellWhoIsHere, tracesIn } from './node-parts.js'
import type { Settings } from './settings.js'
import { StartError } from './start-error.js'
import { takingTurns } from './turns.js'
import { Upkeep } from './upkeep.js'

/** The services behind the surfaces, wired but not started. */
export type Parts = Awaited<ReturnType<typeof buildParts>>

/** A chat ended here; those that end elsewhere are that node's to take in, or are found later. */
const isEndOfChat = ({ ref, before, after, isForeign }: Commit): boolean =>
  !isForeign && ref.kind === chatKind && (before as Chat).state !== 'ended' && (after as Chat).state === 'ended'

/** Reads setup and secrets from the store and wires everything to it. */
export const buildParts = async (options: {
  store: Store
  settings: Settings
  clock: Clock
  logger: Logger
  /** Random ones unless said otherwise. */
  ids?: Ids
  /** How this node talks to the others on the same store, which is one that can be shared; without it, it is alone. */
  relay?: Relay | undefined
}) => {
  const { store, settings, clock, logger, relay, ids = randomIds } = options
  const { log, tokens, shared } = store
  if (relay !== undefined && shared === undefined) throw new StartError('This store cannot be shared by several nodes.')
  const hash = keyedHash(await loadSecrets(store.setup))
  const setup = await Setup.open(store.setup)
  const stopping = new AbortController()
  const tellSeldom = seldom(clock, (text) => logger.warn(text))
  const onError = backgroundErrors(logger, stopping.signal)
  const localBus = new LocalBus<Hint>(onError)
  const plans = new FloorPlans({ setup, clock, offerTimeoutMs: settings.offerTimeoutMs })
  const floors = new Floors((organizationId) => plans.of(organizationId))
  const ledger: Ledger = new Ledger({
    log,
    clock,
    ids,
    onCommit: (commits, tallies) => {
      // Routing first: who is told of a request is told of its place in the queue as well.
      router.takeIn(commits)
      silentVisitors.takeIn(commits)
      criticalWaits.takeIn(commits)
      handoverWatch.takeIn(commits)
      sessions.takeIn(commits)
      publishCommits(commits, localBus)
      nodes?.committed(commits)
      figures.counted(tallies)
      if (commits.some(isEndOfChat)) pastIndex.ended()
    },
    count: countFigures((organizationId, buttonId) => setup.button(organizationId, buttonId) !== undefined),
    isShared: relay !== undefined,
    onLate: () =>
      tellSeldom('What was asked over 20 s ago is not done: the database is slow, or this process stood still.'),
    onNewer: ({ stream, type }) =>
      logger.warn({ stream: streamKey(stream), type }, 'A newer version wrote to this. It is left to newer servers.'),
  })
  const nodes: Nodes | undefined =
    relay &&
    shared &&
    new Nodes({
      ...{ relay, shared, reach: store.reach, ledger, local: localBus, kinds: sharedKinds, clock, ids, onError },
      defer: (run) => void setImmediate(run),
      onLook: () => setup.refresh(),
      onRound: () => nodes && tellWhoIsHere(nodes, router, sessions),
      onWaking: (stoodMs) =>
        logger.warn(
          { seconds: Math.round(stoodMs / 1000) },
          'This process stood still. What was asked before is refused.',
        ),
    })
  const bus: Bus<Hint> = nodes?.bus ?? localBus
  const traces = nodes && tracesIn(log)
  const shortestLeaseMs = Math.min(settings.waitingMs, settings.establishedMs)
  const homes = nodes && traces && homesAmong(nodes, { traces, clock, shortestLeaseMs })
  const waitMs = (organizationId: string): Millis => nodes?.turns.waitMs(organizationId) ?? 0
  const { writePatienceMs: patienceMs } = settings
  const patientLedger = new PatientLedger({ ledger, clock, patienceMs, chance: Math.random })
  const availability = new Availability({
    floors,
    queueOf: (organizationId, id) => plans.queueOf(organizationId, id),
    overflowOf: (organizationId, id) => plans.overflowOf(organizationId, id),
  })
  const masking = new Masking({
    rulesOf: (organizationId) => setup.all(organizationId, 'sensitive-data-rule'),
    revision: () => setup.revision,
    onSkipped: (ruleId, why) => logger.warn({ ruleId, why }, 'A rule against sensitive data cannot be used.'),
  })
  const masks: Masks = (organizationId, side) => masking.begin(organizationId, side)
  const termsOf: TermsOf = (chat, agentId) => plans.termsOf(chat, agentId)
  const isAwayAfter = (organizationId: string, agentId: string, reason: PassReason): boolean =>
    plans.isAwayAfter(organizationId, agentId, reason)
  const assigning = { floors, availability, masks, termsOf, isAwayAfter }
  const assignments = new Assignments({ ...assigning, ledger })
  const silentVisitors: OverdueChats = new OverdueChats({
    clock,
    isWatched: (chat) => chat.state === 'established' && chat.idle?.silentSince !== undefined,
    isDue: (chat, now, countedFrom) => idleDue(chat, now, countedFrom) !== undefined,
    enforce: (chat, countedFrom) => assignments.enforceIdle(chat, countedFrom),
    waitMs,
    onError,
  })
  const criticalWaits: OverdueChats = new OverdueChats({
    clock,
    isWatched: (chat) => uncriticalSince(chat) !== undefined && plans.criticalWaitMs(chat) < Infinity,
    isDue: (chat, now) => criticalWait(chat, now, plans.criticalWaitMs(chat)).length > 0,
    enforce: async (ref) => chats.noteCriticalWait(ref, plans.criticalWaitMs(await chats.read(ref))),
    waitMs,
    onError,
  })
  const router: Router = new Router({
    floors,
    assignments,
    placements: new Placements({ ledger, termsOf }),
    log,
    clock,
    settings,
    tidings: new QueueTidings({ floors, clock, tell: (...chat) => publishQueueMoved(...chat, localBus) }),
    traces,
    waitMs,
    onError,
  })
  const handovers = new Handovers({ ledger, floors, setup, masks, settings })
  const interventions = new Interventions({ ledger, floors, setup, masks, handovers, termsOf, settings })
  const { offerTimeoutMs } = settings
  const handoverWatch: HandoverWatch = new HandoverWatch({
    ...{ ledger, assignments, handovers, clock, offerTimeoutMs, waitMs, onError },
  })
  const publish = (topic: string, hint: Hint): void => bus.publish(topic, hint)
  const chats = new ChatService({ ledger, log, hash, masks, publish })
  /** The same for the visitor surface, where a request waits for a store that is busy. */
  const forVisitors = {
    assignments: new Assignments({ ...assigning, ledger: patientLedger }),
    chats: new ChatService({ ledger: patientLedger, log, hash, masks, publish }),
  }
  const files = new FileService({ ledger, patient: patientLedger, store: store.files, ids, judge, masks, onError })
  const figures: Figures = new Figures({
    store: store.figures,
    clock,
    organizationIds: () => setup.organizations.map(({ id }) => id),
    onError,
  })
  const pastIndex: PastIndex = new PastIndex({
    ...{ log, store: store.past, clock, onError },
    onProgress: (chats, isAll) =>
      logger.info({ chats }, isAll ? 'All past chats can be searched.' : 'Past chats are being made searchable.'),
  })
  const reports = new Reports({ figures, ledger, floors, setup, clock })
  const timesOf = (organizationId: string, id: string): ContactTimes =>
    contactTimes(settings, setup.deployment(organizationId, id))
  const sessions: Sessions = new Sessions({
    polls: new Polls({
      ...{ log, ledger, queue: router, clock, homes },
      oneMessage: (organizationId, id) => setup.deployment(organizationId, id)?.oneMessagePerResponse ?? false,
    }),
    ledger: patientLedger,
    bus,
    clock,
    ids,
    hash,
    settings,
    timesOf,
    giveUp: (chat, isLost) => assignments.loseVisitor(chat, isLost),
    homes,
    onError,
  })
  const { pollHoldMs: holdMs } = settings
  const pollSessions = new PollSessions({ sessions, ledger, clock, holdMs, chance: Math.random })
  const reconnects = new Reconnects({ log, ledger: patientLedger, sessions })
  const signingIn = buildAccounts({ tokens, setup, clock, nodes, settings, onError })
  const views = new ChatViews({ chats, setup, isAway: (sessionId) => sessions.isAway(sessionId) })
  const sight = new Sight(setup)
  const agentName = (organizationId: string, id: string): string => setup.agent(organizationId, id)?.name ?? id
  const watches = new ChatWatches({ bus, chats, sight, views: new WatchViews({ views, agentName }) })
  const feeds = new AgentFeeds({
    ...{ ledger, views, bus, clock, ids, onError },
    chatsOf: (organizationId, agentId) => {
      const floor = floors.of(organizationId)
      return [...floor.heldBy(agentId), ...floor.listedTo(agentId)]
    },
  })
  const floorViews = new FloorViews({ floors, ledger, availability, setup, sight, views })
  const floorFeeds = new FloorFeeds({ views: floorViews, bus, clock, ids })
  followSetup({ setup, router, assignments, feeds, floors, floorFeeds, watches, onError })
  /** Everybody has a full lease again: for a while nobody could be heard. */
  const renewLeases = (): void => {
    for (const held of [sessions, router, handoverWatch, silentVisitors, criticalWaits]) held.renewLeases()
  }
  store.reach.onBack(renewLeases)
  const trails = new PageTrails(clock, (visitorId, location) => nodes?.say({ type: 'page', visitorId, location }))
  if (nodes) setup.onChange(() => nodes.say({ type: 'setup' }))
  const editor = new SetupEditor(setup, patternProblem, takingTurns())
  const founding = new Founding({ setup, editor, hash, newId: newRecordId })
  const keptPlaces = new KeptPlaces({ log, ledger, clock, timesOf, isKnown: (id) => sessions.knows(id) })
  return {
    ...signingIn,
    assignments,
    availability,
    blocked: new BlockedAddresses(setup),
    blocking: new Blocking({ setup, editor, chats, assignments, clock, newId: newRecordId }),
    chats,
    clock,
    editor,
    feeds,
    figures,
    files,
    floorFeeds,
    floorViews,
    floors,
    forVisitors,
    founding,
    handovers,
    handoverWatch,
    interventions,
    hash,
    ids,
    ledger,
    log,
    makings: new Makings({ setup, editor, hash }),
    masks,
    nodes,
    onError,
    reconnects,
    renewLeases,
    reports,
    past: new PastChats({ log, store: store.past, clock }),
    pastIndex,
    patientLedger,
    pollSessions,
    readings: new Readings({ store: store.setup, clock }),
    router,
    sessions,
    /** Aborts when the server stops. */
    stopping,
    setup,
    sight,
    overdue: [silentVisitors, criticalWaits],
    supervising: new Supervising({ ledger, log, hash, masks }),
    timesOf,
    trails,
    upkeep: new Upkeep({ clock, tasks: [() => signingIn.logIns.prune(), () => keptPlaces.tidy()], onError }),
    views,
    watches,
  }
}

/** How long after its start a node cleans up files: whoever was storing one when it started has long told of it. */
const othersStoreMaxMs: Millis = 600_000

/** Takes over what the store holds open, and begins to route and to watch the time. */
export const startParts = async (parts: Parts): Promise<void> => {
  const { clock, figures, files, floors, handoverWatch, ledger, log, logIns, nodes, overdue, router, sessions } = parts
  await nodes?.begin()
  const { chats, agents } = await floors.load(log, ledger)
  await figures.start(agents)
  sessions.start(chats)
  for (const watch of overdue) watch.start(chats)
  handoverWatch.start(chats)
  await router.start(agents, parts.setup.buttons)
  await nodes?.start(nodeHandlers(parts))
  parts.pastIndex.start()
  await logIns.prune()
  parts.upkeep.start()
  const unsettled = await files.unsettled()
  if (nodes === undefined) await files.cleanUp(unsettled)
  else if (unsettled.length > 0) clock.after(othersStoreMaxMs, () => void files.cleanUp(unsettled).catch(parts.onError))
}

/** Ends all that goes on by itself. What is being asked is answered still. */
export const stopParts = async (parts: Parts): Promise<void> => {
  const { figures, handoverWatch, nodes, overdue, pastIndex, router, sessions } = parts
  parts.stopping.abort()
  parts.upkeep.stop()
  router.stop()
  for (const watch of overdue) watch.stop()
  figures.stop()
  handoverWatch.stop()
  sessions.stop()
  await pastIndex.stop()
  await nodes?.stop()
}
