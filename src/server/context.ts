// What every request carries once the middleware has run.
import type { Subject } from '../capabilities/identity/port.ts'

export type AppEnv = { Variables: { subject: Subject; requestId: string } }
