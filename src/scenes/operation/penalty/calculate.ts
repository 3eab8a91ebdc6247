// The discretion calculator as a question anybody who handles cases may ask: cause, quantity and circumstances in, range and steps out.
import { choices, money, number, operation, ref } from '#declare'
import { departureOf, tierLabels } from '../../../methods/discretion/discretion.ts'
import { getBenchmark, reckonFine } from './assess.ts'
import { benchmark } from './benchmark-record.ts'
import { factLabels } from './parameters.ts'

export const calculateOperation = operation(benchmark, {
  name: 'calculate',
  label: '裁量计算',
  roles: ['inspector', 'handler', 'head', 'liaison', 'supervisor'],
  input: {
    benchmark: ref(() => benchmark, { label: '案由', required: true }),
    base: money({ label: '违法所得或者货值金额' }),
    measure: number({ label: '裁量阶次数量', min: 0, decimals: 2 }),
    facts: choices({ label: '裁量情节', of: factLabels }),
    proposed: money({ label: '拟罚款', min: 0 }),
  },
  run: async (city, input) => {
    const reckoned = reckonFine(await getBenchmark(city, String(input['benchmark'])), input, city.today)
    if (!reckoned) return { fine: false }
    const proposed = typeof input['proposed'] === 'string' ? departureOf(reckoned, input['proposed']) : null
    return { fine: true, ...reckoned, tierLabel: tierLabels[reckoned.tier], departure: proposed }
  },
})
