// A decision is made public within seven working days, and taken back within three where it no longer stands: 《行政处罚法》 art. 48.
import { flow, go, refs, stay, text, workdays } from '#declare'
import { law, marks, oversight } from './execution-flow.ts'
import { publication } from './execution-records.ts'
import { markPublished, markWithdrawn } from './publish.ts'

export const publishing = flow(publication, ({ step, end }) => ({
  name: 'penalty-publishing',
  label: '处罚决定公示',
  start: 'publishing',
  states: {
    publishing: step('待公示', {
      by: d => d.organ.holds('handler'),
      within: workdays(7),
      on: {
        publish: go('公示', 'published', { tone: 'primary', also: markPublished }),
        rewrite: stay('改写公示内容', {
          sets: ['summary'],
          form: {
            summary: text({
              label: '公示内容',
              required: true,
              long: true,
              max: 3000,
              help: '隐去国家秘密、商业秘密和个人隐私（《行政处罚法》第五十条）；自然人的姓名、证件号码和电话会自动隐去',
            }),
          },
        }),
        keep: go('没有社会影响，不公示', 'kept', { reason: true }),
      },
    }),
    published: step('公示中', {
      by: d => d.organ.holds('head'),
      on: {
        takeDown: go('决定被变更、撤销、确认违法或者无效，撤回', 'withdrawing', { reason: true, tone: 'danger' }),
        expire: go('公示期满', 'expired'),
      },
    }),
    withdrawing: step('撤回公示', {
      by: d => d.organ.holds('handler'),
      within: workdays(3),
      on: {
        withdrawn: go('已撤回并公开说明理由', 'withdrawn', {
          tone: 'primary',
          sets: ['withdrawal'],
          form: { withdrawal: text({ label: '公开说明的理由', required: true, max: 1000 }) },
          also: markWithdrawn,
        }),
      },
    }),
    expired: end('公示期满'),
    kept: end('不公示'),
    withdrawn: end('已撤回'),
  },
  marks,
  oversight: { ...oversight, by: refs(publication).organ.holds('head') },
  basis: `${law}第四十八条（撤回：三日内）；《国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见》（国办发〔2018〕118号）：行政处罚决定七个工作日内公开`,
}))
