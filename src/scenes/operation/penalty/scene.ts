// 统一行政处罚办案: one system for all organs with the power to punish — from a lead to a closed file, on the spot or by the ordinary procedure.
// Basis: 《中华人民共和国行政处罚法》 (revised 2021-01-22, in force since 2021-07-15).
import { scene } from '#declare'
import { benchmark, certificate, power } from './benchmark-record.ts'
import { calculateOperation } from './calculate.ts'
import { preserving } from './evidence-flow.ts'
import { executing, recording } from './execution-flow.ts'
import { execution, onSpot, payment, publication } from './execution-records.ts'
import { registerOperation } from './filing.ts'
import { handling } from './flow.ts'
import * as indicators from './indicators.ts'
import { checking } from './lead-flow.ts'
import { onSpotOperation } from './on-spot.ts'
import * as papers from './papers.ts'
import { party } from './party-record.ts'
import * as publications from './publications.ts'
import { publishing } from './publishing-flow.ts'
import { custody, evidence, lead, note, penaltyCase, statement } from './records.ts'
import { receiving, referral, takeOffence } from './referral.ts'
import * as rules from './rules.ts'
import { recogniseOperation, spotCausesOperation } from './spot-questions.ts'
import * as watches from './watches.ts'

export default scene('penalty', {
  title: '统一行政处罚办案',
  area: 'operation',
  plan: '二(六)18',
  owner: 'gov-office',
  records: {
    lead,
    penaltyCase,
    evidence,
    custody,
    note,
    statement,
    execution,
    payment,
    publication,
    onSpot,
    benchmark,
    certificate,
    party,
    power,
    referral,
  },
  flows: { checking, handling, preserving, executing, recording, publishing, receiving },
  rules,
  indicators,
  papers,
  publications,
  watches,
  takes: { offence: takeOffence },
  operations: {
    register: registerOperation,
    onSpot: onSpotOperation,
    recognise: recogniseOperation,
    spotCauses: spotCausesOperation,
    calculate: calculateOperation,
  },
})
