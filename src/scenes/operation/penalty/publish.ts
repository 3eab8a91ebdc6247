// A decision made public, and taken back when it no longer stands. What is said in public is worked out here, and asked for again when it is published.
import { type Also, type CityPort, type RowValues, refs, type StoredRow } from '#declare'
import { publication } from './execution-records.ts'
import { textOf } from './law.ts'
import { sanctions } from './paper-words.ts'
import { penaltyCase } from './records.ts'

const longest = 3000

/** Of a natural person the surname only. */
const namedIn = (of: RowValues): string => {
  const party = textOf(of, 'party')
  return of['partyKind'] === 'person' ? `${[...party][0] ?? ''}某某` : party
}

/** Without the name of a natural person who is the party, and without numbers of persons and telephones, whoever they belong to. */
const stripped = (of: RowValues, said: string): string => {
  const party = textOf(of, 'party')
  return (of['partyKind'] === 'person' && party !== '' ? said.replaceAll(party, namedIn(of)) : said)
    .replace(/(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dXx](?!\d)/g, '＊＊＊')
    .replace(/(?<!\d)1[3-9]\d{9}(?!\d)/g, '＊＊＊')
}

/** What the public reads of a decided case. */
export function publicWords(of: RowValues): { title: string; named: string; cause: string; summary: string } {
  const [named, cause, findings] = [namedIn(of), textOf(of, 'cause'), stripped(of, textOf(of, 'findings'))]
  const decided = `\n处罚：${sanctions(of, 'fine')}。`
  const most = longest - [...decided].length
  const facts = [...findings].length > most ? `${[...findings].slice(0, most - 1).join('')}…` : findings
  return { title: `${named}${cause}案`.slice(0, 200), named, cause, summary: `${facts}${decided}` }
}

const caseOf = async (city: CityPort, row: StoredRow): Promise<StoredRow> =>
  (await city.find(penaltyCase, refs(penaltyCase).id.is(textOf(row, 'ofCase')), 1))[0]!

/** What somebody has rewritten is stripped once more. A row without a cause is older than the page: its words are made anew. */
export const markPublished: Also = async (city, row) => {
  const of = await caseOf(city, row)
  const words = textOf(row, 'cause') === '' ? publicWords(of) : { summary: stripped(of, textOf(row, 'summary')) }
  await city.update(publication, row.id, { ...words, publishedOn: city.today })
}
export const markWithdrawn: Also = async (city, row) => {
  const withdrawal = stripped(await caseOf(city, row), textOf(row, 'withdrawal'))
  await city.update(publication, row.id, { withdrawal, withdrawnOn: city.today })
}
