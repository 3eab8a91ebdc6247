// A warning is a task: verified by whoever answers for it, at the latest by the head above; then handled, reviewed and closed.
// Its outcome labels the watch that raised it. Basis: 《中华人民共和国突发事件应对法》 (levels), 《政府督查工作条例》 (follow-up and rectification).
import { type Act, type Also, at, back, deskIn, flow, go, hours, stay, text, workdays } from '#declare'
import { type outcomes, warning } from './records.ts'

/** The outcome, and how long it took to know it. */
const judged =
  (outcome: keyof typeof outcomes): Also =>
  async (city, row) => {
    const took = (Date.parse(city.now) - Date.parse(row.createdAt)) / 3_600_000
    const punctual = city.now <= new Date(String(row['verifyBy'] ?? city.now)).toISOString()
    await city.update(warning, row.id, { outcome, punctual, verifyHours: Math.round(took * 10) / 10 })
  }

const finding = text({ label: '核实情况', required: true, long: true, max: 2000 })
const verify: { [act: string]: Act<'handling' | 'dismissed' | 'repeated'> } = {
  confirm: go('属实，开始处置', 'handling', { sets: ['finding'], form: { finding }, also: judged('true'), tone: 'primary' }),
  dismiss: go('误报', 'dismissed', { reason: true, also: judged('false') }),
  repeat: go('重复', 'repeated', { reason: true, also: judged('duplicate') }),
}

export const handling = flow(warning, ({ step, end }) => ({
  name: 'warning-handling',
  label: '预警处置',
  start: 'verifying',
  states: {
    verifying: step('待核实', {
      by: d => deskIn(d.desks),
      until: d => d.verifyBy,
      on: verify,
      lapses: { to: 'escalated', label: '逾期未核实，升级至负责人' },
    }),
    escalated: step('升级核实', { by: d => deskIn(d.heads), within: workdays(1), on: verify }),
    handling: step('处置中', {
      by: d => deskIn(d.desks),
      within: workdays(5),
      overdue: d => deskIn(d.heads),
      on: {
        progress: stay('登记进展', { form: { progress: text({ label: '处置进展', required: true, long: true, max: 2000 }) } }),
        finish: go('处置完成', 'reviewing', {
          sets: ['measure'],
          form: { measure: text({ label: '处置措施', required: true, long: true, max: 5000 }) },
          tone: 'primary',
        }),
      },
    }),
    reviewing: step('待复核', {
      by: at('city', 'supervisor'),
      within: workdays(2),
      on: { accept: go('复核通过', 'closed', { tone: 'primary' }), sendBack: back('退回处置', 'handling') },
    }),
    closed: end('已办结'),
    dismissed: end('误报销号'),
    repeated: end('重复销号', { void: true }),
  },
  marks: { yellow: workdays(1), red: hours(2) },
  oversight: {
    by: at('city', 'supervisor'),
    acts: ['urge', 'supervise', 'extend', 'suspend', 'resume', 'transfer', 'void', 'reopen', 'copy'],
    reply: { within: workdays(3), role: 'head' },
    extensions: { most: 2 },
  },
  // The outcome has labelled the watch: who judged wrongly has the case reopened, so that both judgements stay on record.
  withdraw: false,
  basis: '预警级别：《中华人民共和国突发事件应对法》；整改与复核：《政府督查工作条例》(国务院令第733号)；核实期限：平台约定',
}))
