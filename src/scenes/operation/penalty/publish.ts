// A decision made public, and taken back when it no longer stands.
import type { Also } from '#declare'
import { publication } from './execution-records.ts'

export const markPublished: Also = async (city, row) => {
  await city.update(publication, row.id, { publishedOn: city.today })
}
export const markWithdrawn: Also = async (city, row) => {
  await city.update(publication, row.id, { withdrawnOn: city.today })
}
