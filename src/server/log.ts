// Structured logs: one JSON object a line. Values of fields, bodies and cookies are never logged.
import { pino } from 'pino'

export type Log = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error'>

export const makeLog = (level: string, destination?: string): Log =>
  destination
    ? pino(
        { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
        pino.destination({ dest: destination, mkdir: true, sync: false }),
      )
    : pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })

export const silentLog: Log = pino({ level: 'silent' })
