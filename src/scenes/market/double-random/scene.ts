// 双随机、一公开: who is inspected and who inspects is drawn so that anybody can compute it again; one visit for the matters of all organs.
// Basis: 国发〔2019〕5号 and 国市监信〔2019〕38号.
import { scene } from '#declare'
import { drawing, planning, visiting } from './flow.ts'
import * as indicators from './indicators.ts'
import { notice, sheet } from './papers.ts'
import { draws, outcomes } from './publications.ts'
import { yearly } from './quota.ts'
import { batch, firm, matter, officer, plan, planItem, visit } from './records.ts'
import * as watches from './watches.ts'
import { weights } from './weights.ts'

export default scene('double-random', {
  title: '双随机、一公开',
  area: 'market',
  plan: '二(二)5',
  owner: 'market',
  records: { plan, planItem, batch, visit, firm, officer, matter },
  flows: { planning, drawing, visiting },
  indicators,
  watches,
  papers: { notice, sheet },
  quotas: { yearly },
  publications: { draws, outcomes },
  replays: { weights },
})
