// The register of certificates asked at every act that needs one: two officers, each with a certificate of the organ that handles the case,
// in force today; a legal reviewer who passed the examination. Each refusal says what is wrong with which certificate and what mends it.
import { all, any, type CityPort, Problem, type RowValues, refs, type StoredRow } from '#declare'
import { certificate } from './benchmark-record.ts'
import { textOf } from './law.ts'

type Case = RowValues & { readonly organ?: string | null }

/** Art. 42: at least two officers with certificates. */
export async function demandOfficers(city: CityPort, row: Case): Promise<void> {
  const officers = [textOf(row, 'officer'), textOf(row, 'second')]
  if (officers[0] === officers[1])
    throw new Problem('invalid', '行政处罚应当由两名以上执法人员办理，主办和协办不能是同一人（《行政处罚法》第四十二条）', [
      { at: 'second', message: '请选择另一名执法人员' },
    ])
  for (const [at, officer] of officers.entries()) {
    const wrong = await whyUncertified(city, officer, row.organ ?? null)
    if (wrong === undefined) continue
    const [fault, remedy] = wrong
    throw new Problem('invalid', `${fault}，不能办理处罚案件（《行政处罚法》第四十二条）。${remedy}`, [
      { at: at === 0 ? 'officer' : 'second', message: fault },
    ])
  }
}

/** What is wrong and what would mend it; undefined where one certificate of the organ is in force today. */
async function whyUncertified(
  city: CityPort,
  officer: string,
  organ: string | null,
): Promise<readonly [fault: string, remedy: string] | undefined> {
  const held = await city.find(certificate, refs(certificate).holder.is(officer), 50)
  const name = city.name(officer)
  if (held.length === 0) return [`${name}没有登记行政执法证件`, '请更换执法人员，或先在“行政执法证件”中登记']
  const own = held.filter(one => organ === null || one['body'] === organ)
  const [other] = held
  if (own.length === 0)
    return [
      `${name}的行政执法证件（${textOf(other!, 'serial')}）属于${city.name(textOf(other!, 'body'))}`,
      '请由本单位持证人员办理，或为其登记本单位的证件',
    ]
  if (own.some(one => isInForce(one, city.today))) return undefined
  const last = own.reduce((newest, one) => (textOf(one, 'validTo') > textOf(newest, 'validTo') ? one : newest))
  return textOf(last, 'validTo') < city.today
    ? [
        `${name}的行政执法证件（${textOf(last, 'serial')}）已于${textOf(last, 'validTo')}到期`,
        '请更换执法人员，换证后在“行政执法证件”中登记新证',
      ]
    : [`${name}的行政执法证件（${textOf(last, 'serial')}）自${textOf(last, 'validFrom')}起才有效`, '请更换执法人员']
}

const isInForce = (of: StoredRow, day: string): boolean => textOf(of, 'validFrom') <= day && day <= textOf(of, 'validTo')

/** The numbers of the certificates in force, as papers and the phone name them: `张三（浙A12345）`. */
export async function certified(city: CityPort, person: string, organ: string | null): Promise<string> {
  const held = await city.find(certificate, refs(certificate).holder.is(person), 50)
  const own = held.find(one => (organ === null || one['body'] === organ) && isInForce(one, city.today))
  return own ? `${city.name(person)}（${textOf(own, 'serial')}）` : city.name(person)
}

/** Since this day whoever begins to review must have passed: 《行政处罚法》 as amended in 2017, now art. 58(2). */
const examSince = '2018-01-01'

/**
 * Nobody reviews a case of their own. Art. 58(2): whoever reviews for the first time has passed the national legal examination; who is registered as
 * a reviewer of before the rule is not asked. Whoever is not registered as either may not review.
 */
export async function demandReviewer(city: CityPort, row: StoredRow, person: string, isLegal: boolean): Promise<void> {
  if ([row['officer'], row['second']].includes(person)) throw new Problem('denied', '办案人员不能审核自己承办的案件，请由其他审核人员办理')
  if (!isLegal) return
  const d = refs(certificate)
  const may = any(d.legalExam.is(true), d.reviewsFrom.below(examSince))
  if ((await city.find(certificate, all(d.holder.is(person), may), 1)).length === 0)
    throw new Problem(
      'denied',
      '初次从事法制审核的人员应当通过国家统一法律职业资格考试（《行政处罚法》第五十八条第二款），请由具备资格的人员审核；2018年1月1日前已从事法制审核的，请先在“行政执法证件”中登记',
    )
}
