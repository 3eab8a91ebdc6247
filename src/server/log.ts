// Structured logs: one JSON object a line. Values of fields, bodies and cookies are never logged.
import { pino } from 'pino'

export type Log = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error'>

export const makeLog = (level: string, destination?: string): Log =>
  destination
    ? pino(
        { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
        pino.destination({ dest: destination, mkdir: true, sync: false, mode: 0o600 }),
      )
    : pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })

/** The address as it may be written down: a link by which a case is followed opens it to whoever reads it. */
export const loggedPath = (path: string): string => path.replace(/\/(follow|f)\/[^/]+/, '/$1/***')

export const silentLog: Log = pino({ level: 'silent' })
