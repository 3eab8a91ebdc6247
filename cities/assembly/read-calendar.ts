import { readdirSync, readFileSync } from 'node:fs'
import type { CalendarYear } from '#declare'

/** All `<year>.json` of a folder in order. The content is checked when the city is loaded. */
export const readCalendar = (folder: URL): CalendarYear[] =>
  readdirSync(folder)
    .filter(name => /^\d{4}\.json$/.test(name))
    .sort()
    .map(name => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as CalendarYear)
