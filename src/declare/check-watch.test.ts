// Each fault of a watch is found, named, and comes with what would be right.
import { describe, expect, test } from 'vitest'
import { shaoxing } from '../../cities/shaoxing/city.ts'
import brain from '../scenes/base/city-brain/scene.ts'
import { checkScenes } from './check-scenes.ts'
import { always } from './condition.ts'
import { choices, organ, text } from './field.ts'
import { indicator } from './indicator.ts'
import { author, branchOrgan, here } from './owner.ts'
import { record } from './record.ts'
import { scene } from './scene.ts'
import { days, workdays } from './time.ts'
import { holdersIn, type Watch, watchIndicator, watchRows } from './watch.ts'

const thing = record('thing', {
  label: '事项',
  owner: 'police',
  share: 'open',
  level: 'L1',
  title: 'title',
  access: [{ roles: 'anyone', reach: { kind: 'all' }, powers: ['read'] }],
  fields: { title: text({ label: '名称' }), bureau: organ({ label: '主管' }), kinds: choices({ label: '类别', of: { a: '甲' } }) },
})
const share = indicator(thing, {
  name: 'share',
  label: '占比',
  formula: '甲 ÷ 乙',
  of: { ratio: d => d.title.isPresent() },
  by: ['bureau'],
  better: 'up',
})
const base = { name: 'w', label: '规则', level: 'yellow', tell: here('supervisor') } as const
const rows = (of: Partial<Parameters<typeof watchRows<typeof thing.fields>>[1]> = {}) =>
  watchRows(thing, { ...base, when: () => always, ...of })

const faultsOf = (watch: Watch, scenes = [brain]): string[] =>
  checkScenes(
    [
      ...scenes,
      scene('things', {
        title: '事项',
        area: 'society',
        plan: '',
        owner: 'police',
        records: { thing },
        indicators: { share },
        watches: { watch },
      }),
    ],
    shaoxing,
  )
    .filter(fault => fault.where === 'things/w')
    .map(fault => `${fault.message}：${fault.remedy}`)

describe('a watch', () => {
  test('that is right has no fault', () => {
    expect(faultsOf(rows())).toEqual([])
    expect(
      faultsOf(rows({ atLeast: 3, same: ['bureau'], within: days(7), tell: d => d.bureau.holds('liaison'), says: '{subject}有{count}件' })),
    ).toEqual([])
    expect(faultsOf(rows({ tell: d => d.bureau.holds('liaison') }))).toEqual([])
    expect(
      faultsOf(
        watchIndicator(share, {
          ...base,
          below: 60,
          by: 'bureau',
          tell: holdersIn('bureau', 'head'),
          least: 3,
          rises: [{ below: 30, level: 'red' }],
        }),
      ),
    ).toEqual([])
  })

  test.each<[string, Watch, RegExp]>([
    [
      'its owner must be known from the group',
      rows({ atLeast: 3, same: ['title'], tell: d => d.bureau.holds('liaison') }),
      /责任人由“主管”决定.*same 里加上 bureau/,
    ],
    ['also where the whole city is the subject', rows({ atLeast: 3, tell: author() }), /责任人由“author”决定/],
    ['and from the dimension', watchIndicator(share, { ...base, below: 60, tell: holdersIn('bureau', 'head') }), /责任人由“主管”决定.*by/],
    ['a branch has no place here', rows({ tell: branchOrgan('head') }), /不在流程的分支内/],
    ['somebody must hold the post', rows({ tell: here('supervisor', 'nobody') }), /没有职能为“nobody”的单位/],
    ['lists cannot be grouped by', rows({ same: ['kinds'], atLeast: 2 }), /不能按“类别”分组/],
    ['a window needs a moment', rows({ on: 'title', within: days(1) }), /时间窗口所用的“title”不是/],
    ['a count is whole', rows({ atLeast: 0 }), /数量下限是0/],
    ['an indicator needs one bound', watchIndicator(share, base), /没有写清指标“占比”的界限/],
    ['not two', watchIndicator(share, { ...base, below: 1, above: 2 }), /没有写清指标“占比”的界限/],
    ['and a dimension that it has', watchIndicator(share, { ...base, below: 1, by: 'title' }), /没有这个维度：.*bureau/],
    ['levels rise', rows({ rises: [{ atLeast: 3, level: 'blue' }] }), /升级到蓝色的界限3没有比前一级更严重/],
    ['with their bounds', rows({ atLeast: 5, rises: [{ atLeast: 3, level: 'red' }] }), /升级到红色的界限3没有比前一级更严重/],
    ['falling ones fall', watchIndicator(share, { ...base, below: 30, rises: [{ below: 60, level: 'red' }] }), /升级到红色的界限60/],
    ['of its own kind', watchIndicator(share, { ...base, below: 30, rises: [{ above: 60, level: 'red' }] }), /不是同一种/],
    ['what it says can be filled in', rows({ says: '{who}迟到' }), /“{who}”没有对应的数值：只能用：{subject}/],
    ['a term of its own has a basis', rows({ verify: { within: workdays(9), basis: ' ' } }), /核实期限没有写依据/],
  ])('%s', (_, watch, message) => {
    expect(faultsOf(watch).join('\n')).toMatch(message)
  })

  test('needs the scene where warnings are handled', () => {
    expect(faultsOf(rows(), []).join()).toMatch(/没有办理预警的流程.*city-brain/)
  })

  test('has a name of its own in the city', () => {
    const twice = scene('things', {
      title: '事项',
      area: 'society',
      plan: '',
      owner: 'police',
      records: { thing },
      watches: { a: rows(), b: rows({ name: 'v' }) },
    })
    expect(
      checkScenes([brain, twice], shaoxing)
        .map(fault => fault.message)
        .join(),
    ).toMatch(/预警规则“规则”重复/)
  })
})
