// The limits of the law as dated rules, readable in the catalogue; `law.ts`, `assess.ts` and `on-spot.ts` hold cases to them.
import { all, any, rule } from '#declare'
import { heavyPenalties } from './choices.ts'
import { onSpot } from './execution-records.ts'
import { departureLimit, type FieldId, hearingFrom, onSpotFirm, onSpotPerson, parameters } from './parameters.ts'
import { penaltyCase } from './records.ts'

export const onSpotLimit = rule(onSpot, {
  name: 'on-spot-limit',
  label: '当场处罚的罚款上限',
  basis: '《中华人民共和国行政处罚法》第五十一条',
  parameters: [...parameters],
  from: {
    '2021-07-15': {
      allow: d =>
        any(
          all(d.partyKind.is('person'), d.fine.atMost(onSpotPerson as never)),
          all(d.partyKind.is('firm'), d.fine.atMost(onSpotFirm as never)),
        ),
      because: '对公民处以二百元以下、对法人或者其他组织处以三千元以下罚款或者警告的，可以当场作出决定；超过的，按普通程序立案办理。',
    },
  },
})
export const departureNeedsReason = rule(penaltyCase, {
  name: 'departure-needs-reason',
  label: '偏离裁量基准须说明理由',
  basis: '《中华人民共和国行政处罚法》第三十四条；偏离的集体讨论为本市要求',
  parameters: [departureLimit],
  at: ['notify'],
  from: {
    '2021-07-15': {
      allow: d => any(d.departure.atMost(departureLimit), d.departureReason.isPresent()),
      because: '罚款偏离裁量基准的，写明理由，经法制审核和集体讨论。',
    },
  },
})

/** Asked when the notice is served: it must tell the party of the right to a hearing. */
export const hearingMayBeAsked = rule(penaltyCase, {
  name: 'hearing-may-be-asked',
  label: '达到听证条件',
  basis: '《中华人民共和国行政处罚法》第六十三条；各领域的数额见参数',
  parameters: Object.values(hearingFrom).flatMap(of => [of.person, of.firm]),
  at: ['notify'],
  from: {
    '2021-07-15': {
      allow: d =>
        any(
          d.penalties.overlaps([...heavyPenalties]),
          ...(Object.keys(hearingFrom) as FieldId[]).flatMap(field =>
            (['person', 'firm'] as const).map(kind =>
              all(
                d.field.is(field),
                d.partyKind.is(kind),
                any(d.proposedFine.atLeast(hearingFrom[field][kind] as never), d.confiscated.atLeast(hearingFrom[field][kind] as never)),
              ),
            ),
          ),
        ),
      because: '拟罚款、没收的数额没有达到听证起点，也不属于降低资质等级、吊销许可证件、责令停产停业、责令关闭、限制从业的，不能要求听证。',
    },
  },
})
