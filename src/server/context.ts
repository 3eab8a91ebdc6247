// What every request carries once the middleware has run. `failure`: why somebody was sent back to a page instead of being told.
import type { Subject } from '../capabilities/identity/port.ts'

export type AppEnv = { Variables: { subject: Subject; requestId: string; failure?: Error } }
