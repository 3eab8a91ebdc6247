// Visits outside the plan: a complaint, a case passed on, a clue. They need a reason and the document they come from, and are counted apart.
// Basis: 国发〔2019〕5号 — 对投诉举报、转办交办、数据监测等发现的具体问题，有针对性地检查.
import { type Also, choice, date, Problem, person, ref, refs } from '#declare'
import { specialCauses, specialFields } from './choices.ts'
import { firm, officer, visit } from './records.ts'

export const specialForm = {
  firm: ref(() => firm, { label: '企业', required: true }),
  cause: choice({ label: '由来', of: specialCauses, required: true }),
  ...specialFields,
  first: person({ label: '主查', required: true }),
  second: person({ label: '协查', required: true }),
  plannedOn: date({ label: '检查期限', required: true }),
}

/** Part of the act: a visit of the batch with its own inspectors, begun at once. Not drawn, so nothing of the draw changes. */
export const addSpecial: Also = async (city, row, _made, given) => {
  const [of] = await city.find(firm, refs(firm).id.is(String(given['firm'])), 1)
  if (!of) throw fault('firm', '请从检查对象名录中选择企业')
  if (of['status'] !== 'open') throw fault('firm', `“${of['name']}”已注销、吊销或迁出，不能加派检查`)
  if (given['first'] === given['second']) throw fault('second', '主查和协查应当是两个人（《行政处罚法》第五十五条）')
  if (String(given['plannedOn']) < city.today) throw fault('plannedOn', '检查期限不能早于今天')
  for (const at of ['first', 'second'] as const) {
    const [card] = await city.find(officer, refs(officer).person.is(String(given[at])), 1)
    if (!card) throw fault(at, `${city.name(String(given[at]))}不在执法检查人员名录中，请另选`)
    if (String(card['expiresOn']) < String(given['plannedOn']))
      throw fault(at, `${city.name(String(given[at]))}的执法证在检查期限前到期，请另选`)
    const avoids = (card['avoids'] ?? []) as { firm: string }[]
    if (avoids.some(one => one.firm === of.id) || (card['avoidsRegion'] === 'yes' && card.region === of.region))
      throw fault(at, `${city.name(String(given[at]))}对“${of['name']}”应当回避，请另选`)
  }
  const id = await city.create(visit, {
    parent: row.id,
    region: of.region,
    organ: row.organ ?? '',
    firm: of.id,
    firmName: of['name'],
    creditCode: of['creditCode'],
    creditClass: of['creditClass'],
    industry: of['industry'],
    cause: given['cause'],
    sourceNumber: given['sourceNumber'],
    causeText: given['causeText'],
    causeFiles: given['causeFiles'],
    organs: row['organs'],
    joint: (row['organs'] as string[]).length > 1 ? 'joint' : 'single',
    crew: [given['first'], given['second']],
    first: given['first'],
    second: given['second'],
    plannedOn: given['plannedOn'],
  })
  await city.start(visit, id)
}

const fault = (at: string, message: string) => new Problem('invalid', message, [{ at, message }])
