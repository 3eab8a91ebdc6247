// What an operator may set about logging in. Durations in the units of their names.
import type { CivilDate, Clock } from '#declare'
import type { EntryInput } from '../ledger/port.ts'
import type { SmsPort } from '../sms/port.ts'
import type { Tx, Vault } from '../store/port.ts'
import type { FirmRegisterPort } from './firm-register.ts'
import { type PasswordCost, passwordCost } from './passwords.ts'

export type OidcSettings = {
  /** The provider's address; `/.well-known/openid-configuration` is read from it. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret?: string
  /** Our own `/oidc/callback`, as it is registered there. */
  readonly redirectUri: string
  readonly scope: string
  /** The claim that holds our account. */
  readonly accountClaim: string
  /** Authentication context classes of which the provider must vouch for one; without them its own policy is trusted. */
  readonly acr?: readonly string[]
  /** Link at the first log-in by a telephone number that the provider has verified and that exactly one person has. */
  readonly linkByPhone: boolean
  /** Where the provider sends the browser after it has logged out. */
  readonly afterLogOut?: string
  /** Only for a provider on this machine: plain http. */
  readonly insecure?: boolean
}

export type IdentitySettings = {
  /** Anybody may become any of the synthetic people. Never for a city's own people. */
  readonly demo: boolean
  /** Accounts and passwords of our own. A city whose identity provider asks for a second factor turns them off. */
  readonly passwords: boolean
  /** Served over https: cookies are `__Host-` and Secure. */
  readonly secure: boolean
  /** `https://shuzhi.example.gov.cn`; without it the request's own host is the measure. */
  readonly origin?: string
  /** The public's own host, where the portal is served on one; then neither host serves the other's pages. */
  readonly portalOrigin?: string
  readonly idleMinutes: number
  readonly absoluteHours: number
  /** How long an answer about a session may be kept in this process: how late another process learns of a revocation. */
  readonly cacheSeconds: number
  /** Failures that lock an account, for `lockMinutes`. */
  readonly failures: number
  readonly lockMinutes: number
  /** Failures within `lockMinutes` that lock an address; whole offices share one. */
  readonly addressFailures: number
  /** How many reverse proxies of ours stand before us: so many entries of X-Forwarded-For are believed. */
  readonly proxies: number
  readonly cost: PasswordCost
  /** The console's page for logging in; a failed OpenID log-in returns there with `?oidc=<code>`. */
  readonly logInPage: string
  /** Sessions of the public: a telephone is nobody else's, and what it may do is little. */
  readonly publicIdleHours: number
  readonly publicDays: number
  readonly oidc?: OidcSettings
}

export const defaultSettings: IdentitySettings = {
  demo: false,
  passwords: true,
  secure: true,
  idleMinutes: 30,
  absoluteHours: 12,
  cacheSeconds: 3,
  failures: 5,
  lockMinutes: 15,
  addressFailures: 100,
  proxies: 0,
  cost: passwordCost,
  logInPage: '/login',
  publicIdleHours: 24,
  publicDays: 7,
}

/** What identity needs from the house. */
export type IdentityNeeds = {
  /** One transaction as the platform itself: `store.asSystemPastAccessRules`. */
  readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /** The ledger, in the same transaction. */
  readonly record: (tx: Tx, entry: EntryInput) => Promise<unknown>
  /** The law's time: which posts and delegations are in force. May be simulated. */
  readonly clock: Clock
  /** The civil date of an instant in the city's zone. */
  readonly dateOf: (instant: Date) => CivilDate
  /** Real time, by which sessions and locks run out even when the city's day is simulated. */
  readonly sessionClock: Clock
  readonly city: { readonly id: string; readonly code: string }
  readonly settings: IdentitySettings
  readonly vault: Vault
  /** How a code reaches a telephone. */
  readonly sms: SmsPort
  readonly register: FirmRegisterPort
  /** A short message to an account, sent when the transaction has ended well: at least once. `about` and `key` make it one message. */
  readonly tell: (tx: Tx, of: { about: string; key: string; account: string; label: string; text: string }) => Promise<void>
  /** The simulated time, if the city's clock is simulated. */
  readonly simulatedNow?: () => string | null
  /** A new version of a year's calendar has been entered. */
  readonly onCalendarChange?: () => void | Promise<void>
}
