import type { Accounts } from '../accounts/accounts.js'
import type { LogInCounts } from '../accounts/log-in-counts.js'
import type { LogIns } from '../accounts/log-ins.js'
import type { PasswordHasher } from '../accounts/password-hasher.js'
import type { SignInProvider } from '../accounts/sign-in.js'
import type { ChatService } from '../chat/chat-service.js'
import type { Supervising } from '../chat/supervising.js'
import type { LogInLimits } from '../edge/log-in-limits.js'
import type { Networks } from '../edge/networks.js'
import type { Ledger } from '../event-log/ledger.js'
import type { FileService } from '../files/file-service.js'
import type { Clock } from '../lib/clock.js'
import type { PastChats } from '../past/past-chats.js'
import type { Isolation } from '../nodes/isolation.js'
import type { RequestAges } from '../nodes/standstill.js'
import type { Assignments } from '../routing/assignments.js'
import type { Blocking } from '../routing/blocking.js'
import type { Reports } from '../figures/reports.js'
import type { Floors } from '../routing/floors.js'
import type { Handovers } from '../routing/handovers.js'
import type { Interventions } from '../routing/interventions.js'
import type { Router } from '../routing/router.js'
import type { Readings } from '../setup/readings.js'
import type { Founding } from '../setup/founding.js'
import type { Setup } from '../setup/setup.js'
import type { SetupEditor } from '../setup/setup-editor.js'
import type { AgentFeeds } from './agent-feeds.js'
import type { ChatViews } from './chat-views.js'
import type { ChatWatches } from './supervision/chat-watches.js'
import type { FloorFeeds } from './supervision/floor-feeds.js'
import type { FloorViews } from './supervision/floor-views.js'
import type { Sight } from './supervision/sight.js'

/** What the routes work with. */
export interface AgentServices {
  readonly accounts: Accounts
  /** Which requests are too old to be done. */
  readonly ages: RequestAges
  readonly assignments: Assignments
  readonly blocking: Blocking
  readonly chats: ChatService
  readonly clock: Clock
  readonly editor: SetupEditor
  readonly feeds: AgentFeeds
  readonly files: FileService
  readonly floorFeeds: FloorFeeds
  readonly floorViews: FloorViews
  readonly reports: Reports
  readonly floors: Floors
  readonly founding: Founding
  readonly handovers: Handovers
  readonly hasher: PasswordHasher
  readonly interventions: Interventions
  /** Whether this server cannot learn what happens, and another one may. */
  readonly isolation: Pick<Isolation, 'isCutOff' | 'onCutOff'>
  readonly ledger: Ledger
  readonly logInCounts: LogInCounts
  readonly logInLimits: LogInLimits
  readonly logIns: LogIns
  /** Told what failed behind an answer, or where nobody waits for one. */
  readonly onError: (error: unknown) => void
  readonly past: PastChats
  readonly readings: Readings
  readonly router: Router
  readonly setup: Setup
  readonly sight: Sight
  /** Somebody whose word on who an agent is counts beside a password; undefined for nobody. */
  readonly signIn: SignInProvider | undefined
  readonly supervising: Supervising
  /** Whose word on where a request comes from is taken. */
  readonly trustedProxies: Networks
  readonly views: ChatViews
  readonly watches: ChatWatches
  readonly settings: {
    /** Whether cookies are only sent over TLS. */
    readonly secureCookies: boolean
    /** How often a silent event stream says that it lives, in milliseconds. */
    readonly heartbeatMs: number
  }
}
