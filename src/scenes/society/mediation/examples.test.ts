// What mediation works out, against the law's own terms and a published calendar, counted by hand.
import { days, type Term, workdays } from '#declare'
import { createCalendar } from '../../../methods/workday-calendar/create-calendar.ts'
import { loadCity } from '../../../server/load-city.ts'
import { examplesOf } from '../../../testing/examples.ts'

const city = await loadCity('shaoxing')
const calendar = createCalendar([...city.calendar], city.zone)
const lastDay = ({ from, term }: { from: string; term: Term }) => calendar.dateOf(calendar.due(new Date(`${from}T10:00:00+08:00`), term))

examplesOf('司法确认申请截止日', {
  source:
    '《人民调解法》第三十三条：自调解协议生效之日起三十日内；《民法典》第二百零一条、第二百零三条：开始的当日不计入，最后一日是法定休假日的顺延；国办发明电〔2024〕12号',
  cases: [
    { name: '3月3日生效：第30日为4月2日', given: { from: '2025-03-03', term: days(30) }, expected: '2025-04-02' },
    { name: '第30日为4月4日清明假期首日，顺延到4月7日', given: { from: '2025-03-05', term: days(30) }, expected: '2025-04-07' },
    { name: '第30日为5月1日劳动节，顺延到5月6日', given: { from: '2025-04-01', term: days(30) }, expected: '2025-05-06' },
    { name: '第30日为10月1日，顺延到10月9日', given: { from: '2025-09-01', term: days(30) }, expected: '2025-10-09' },
  ],
  compute: lastDay,
})

examplesOf('分级调解期限', {
  source: '国办发明电〔2024〕12号的放假安排，手算',
  cases: [
    { name: '村7个工作日，跨春节', given: { from: '2025-01-24', term: workdays(7) }, expected: '2025-02-10' },
    {
      name: '镇15个工作日，4月27日上班，跨劳动节：4月27至30日4天、5月6至9日4天、12至16日5天、19、20日',
      given: { from: '2025-04-25', term: workdays(15) },
      expected: '2025-05-20',
    },
  ],
  compute: lastDay,
})
