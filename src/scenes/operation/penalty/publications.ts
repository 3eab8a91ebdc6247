// What everybody may read: decisions while they are published, and why one was taken back. Rows that are older than this page have no cause: their
// words were not written for the public.
import { all, publication as publish } from '#declare'
import { publication } from './execution-records.ts'

const law = '《中华人民共和国行政处罚法》第四十八条'

export const decisions = publish(publication, {
  name: 'penalty-decisions',
  label: '行政处罚决定公示',
  basis: `${law}第一款；国办发〔2018〕118号：作出决定之日起7个工作日内公开`,
  when: d => all(d.state.is('published'), d.cause.isPresent(), d.voided.is(false)),
  fields: ['title', 'named', 'cause', 'summary', 'decidedOn', 'publishedOn'],
  on: 'decidedOn',
})

/** The information is taken back and the reason is said in public: without what was decided, and why. */
export const withdrawals = publish(publication, {
  name: 'penalty-withdrawals',
  label: '撤回行政处罚决定公示的说明',
  basis: `${law}第二款：决定被变更、撤销、确认违法或者无效的，三日内撤回并公开说明理由`,
  when: d => all(d.state.is('withdrawn'), d.cause.isPresent(), d.voided.is(false)),
  fields: ['title', 'decidedOn', 'withdrawnOn', 'withdrawal'],
  on: 'withdrawnOn',
})
