// The brain watches itself: a watch that is wrong as often as right is tuned or taken back, by whoever answers for the data.
import { here, watchIndicator } from '#declare'
import { hitRate } from './indicators.ts'

export const lowHitRate = watchIndicator(hitRate, {
  name: 'low-hit-rate',
  label: '预警规则命中率偏低',
  level: 'blue',
  below: 50,
  by: 'watch',
  least: 5,
  says: '预警规则“{subject}”的命中率为{value}%，低于{bound}%，请分析误报原因，提出调整条件或界限的建议',
  tell: here('data-steward'),
})
