// 城市大脑: every watch of every scene ends here, as a warning that somebody owns, with a clock, an outcome and a hit rate.
// Basis: 《中华人民共和国突发事件应对法》 (levels of warnings); 《政府督查工作条例》 (follow-up).
import { scene } from '#declare'
import { handling } from './flow.ts'
import * as indicators from './indicators.ts'
import { warning } from './records.ts'
import * as watches from './watches.ts'

export default scene('city-brain', {
  title: '城市大脑 · 一网统管',
  area: 'base',
  plan: '二(一)',
  owner: 'bigdata',
  records: { warning },
  flows: { handling },
  indicators,
  watches,
})
