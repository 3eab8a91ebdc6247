// What every handler finds in its request: who asks, and the name under which the log knows the request.
import type { Subject } from '../capabilities/identity/port.ts'

export type AppEnv = { Variables: { subject: Subject; requestId: string } }
