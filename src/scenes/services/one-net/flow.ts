// A question is answered within five working days; a bad rating is followed up by whoever handled the case.
import { at, back, choice, flow, go, refs, text, workdays } from '#declare'
import { consultation, rating } from './records.ts'

const marks = { remind: workdays(2), yellow: workdays(1), red: workdays(0) }
const oversight = {
  by: at('county', 'handler', 'services'),
  acts: ['urge', 'supervise', 'extend', 'suspend', 'resume', 'void', 'reopen', 'copy'],
  reply: { within: workdays(2), role: 'head' },
  extensions: { most: 1 },
} as const
const answerers = at('county', 'handler', 'services')
const { asker } = refs(consultation)

export const answering = flow(consultation, ({ step, end }) => ({
  name: 'answering',
  label: '咨询答复',
  start: 'answering',
  states: {
    answering: step('待答复', {
      says: '工作人员正在准备答复',
      by: answerers,
      within: workdays(5),
      on: {
        answer: go('答复', 'answered', {
          tone: 'primary',
          sets: ['reply', 'replyFiles'],
          form: { reply: text({ label: '答复内容', required: true, long: true, min: 5, max: 5000 }) },
        }),
        askMore: go('请补充情况', 'supplementing', { reason: true }),
        drop: go('撤回咨询', 'dropped', { by: asker.self(), plain: '不再需要答复，撤回这次咨询', tone: 'danger' }),
      },
    }),
    supplementing: step('待补充', {
      says: '需要您补充情况',
      by: d => d.asker.self(),
      within: workdays(5),
      on: {
        supplement: back('补充情况', 'answering', {
          reason: false,
          plain: '把工作人员问到的情况补充说明，然后继续答复',
          tone: 'primary',
          sets: ['more'],
          form: { more: text({ label: '补充内容', required: true, long: true, max: 2000 }) },
        }),
        drop: go('撤回咨询', 'dropped', { plain: '不再需要答复，撤回这次咨询', tone: 'danger' }),
      },
      lapses: { to: 'lapsed', label: '逾期未补充' },
    }),
    answered: end('已答复'),
    lapsed: end('未补充，已结束', { void: true }),
    dropped: end('已撤回', { void: true }),
  },
  marks,
  oversight,
  basis: '《政府网站发展指引》（国办发〔2017〕47号）互动交流；5个工作日为本市对外承诺',
}))

export const mending = flow(rating, ({ step, end }) => ({
  name: 'mending',
  label: '差评整改',
  start: 'contacting',
  states: {
    contacting: step('回访核实', {
      by: d => d.handledBy.holds('head'),
      within: workdays(1),
      overdue: at('county', 'handler', 'services'),
      on: {
        contacted: go('登记回访', 'correcting', {
          tone: 'primary',
          sets: ['contact', 'finding'],
          form: {
            contact: text({ label: '回访情况', required: true, long: true, max: 2000 }),
            finding: choice({
              label: '核实结论',
              required: true,
              of: { true: '情况属实', partly: '部分属实', 'no-basis': '诉求没有法规依据' },
            }),
          },
        }),
        appeal: go('申诉误评', 'reviewing', { reason: true }),
      },
    }),
    correcting: step('整改答复', {
      by: d => d.handledBy.holds('head'),
      within: workdays(4),
      overdue: at('county', 'handler', 'services'),
      on: {
        corrected: go('整改完成', 'corrected', {
          tone: 'primary',
          sets: ['measures'],
          form: { measures: text({ label: '整改和答复', required: true, long: true, max: 2000 }) },
        }),
        explained: go('解释说明', 'explained', {
          sets: ['measures'],
          form: { measures: text({ label: '解释说明', required: true, long: true, max: 2000 }) },
        }),
      },
    }),
    reviewing: step('申诉复核', {
      by: at('county', 'handler', 'services'),
      within: workdays(3),
      on: {
        refuse: back('申诉不成立', 'contacting'),
        accept: go('认定误评', 'mistaken', { reason: true }),
      },
    }),
    corrected: end('已整改'),
    explained: end('已解释说明'),
    mistaken: end('认定为误评', { void: true }),
  },
  marks: { yellow: workdays(1), red: workdays(0) },
  oversight,
  basis:
    '《国务院办公厅关于建立政务服务“好差评”制度提高政务服务水平的意见》（国办发〔2019〕51号）：谁办理、谁负责，专人回访核实，限期整改；1个工作日回访、5个工作日答复为本市对外承诺',
}))
