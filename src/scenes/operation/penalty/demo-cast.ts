// Who acts in a case of the demo city, and what must be there first: published benchmarks and certificates.
import { type Actor, type RowValues, refs, type Story } from '#declare'
import { benchmark, certificate, power } from './benchmark-record.ts'
import { benchmarks } from './demo-benchmarks.ts'
import { onSpot } from './execution-records.ts'
import { registerOperation } from './filing.ts'
import { onSpotOperation } from './on-spot.ts'

export type Cast = {
  readonly officer: Actor
  readonly second: Actor
  readonly handler: Actor
  readonly head: Actor
  readonly region: string
}

/** The people of one organ; a small one lends its liaison as the second officer. Undefined where the organ has no inspectors. */
export async function findCast(story: Story, line: string, region?: string): Promise<Cast | undefined> {
  try {
    const at = { line, ...(region !== undefined && { region }) }
    const officer = story.as('inspector', at)
    const organ = { organ: officer.organ! }
    const other = story.asPerson(`${officer.person}-2`)
    const second = await other.inbox().then(
      () => other,
      () => story.as('liaison', organ),
    )
    return {
      officer,
      second,
      handler: story.as('handler', organ),
      head: story.as('head', organ),
      region: region ?? officer.organ!.split('-')[0]!,
    }
  } catch {
    return undefined
  }
}

/** Benchmarks by their codes; certificates for the people of these organs. */
export async function furnish(story: Story, casts: readonly Cast[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  const publisher = casts[0]!.head
  for (const { code, ...of } of benchmarks) ids.set(code, await publisher.create(benchmark, { code, ...of }))
  for (const { head } of casts)
    if ((await head.find(power, refs(power).body.is(head.organ!))).length === 0)
      await head.create(power, { body: head.organ, basis: '《行政处罚法》第十七条' })
  for (const [at, cast] of casts.entries())
    for (const [index, holder] of [cast.officer, cast.second, cast.handler].entries())
      if ((await cast.head.find(certificate, refs(certificate).holder.is(holder.person))).length === 0)
        await cast.head.create(certificate, {
          serial: `浙执${String(at + 1).padStart(3, '0')}${String(index + 1).padStart(4, '0')}`,
          holder: holder.person,
          body: cast.head.organ,
          validFrom: `${Number(story.ends.slice(0, 4)) - 2}-01-01`,
          validTo: `${Number(story.ends.slice(0, 4)) + 3}-12-31`,
          legalExam: holder === cast.handler,
        })
  return ids
}

export async function registerLead(cast: Cast, values: RowValues): Promise<string> {
  const { id } = await cast.officer.run(registerOperation, {
    officer: cast.officer.person,
    second: cast.second.person,
    place: cast.region,
    source: 'inspection',
    ...values,
  })
  return String(id)
}

/** Prepared, then decided and handed over in front of the party. */
export async function decideOnSpot(cast: Cast, { signed, refused, witness, ...values }: RowValues): Promise<string> {
  const { id } = await cast.officer.run(onSpotOperation, { second: cast.second.person, place: cast.region, told: true, ...values })
  await cast.officer.do(onSpot, String(id), 'decide', { values: { signed, ...(refused === true && { refused, witness }) } })
  return String(id)
}
