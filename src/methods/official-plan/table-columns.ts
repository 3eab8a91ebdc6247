// What the heads of the columns in tables of tasks mean: 序号, 牵头单位, 完成时限, 民生实事 …
// One list for tables with cells (Word, Markdown) and for tables whose cells were pasted line by line.
export type TableColumn = 'number' | 'group' | 'title' | 'content' | 'lead' | 'units' | 'joint' | 'due' | 'goal' | 'other'

/** The mark for “as in the row above”, also written for cells that Word has merged downwards. */
export const ditto = '〃'

const names: [TableColumn, RegExp][] = [
  ['number', /^(?:序号|编号|序|号|No\.?|任务编号)$/i],
  ['lead', /^(?:主要)?(?:牵头|主办|主责|主要责任)(?:责任|负责)?(?:单位|部门|处室|科室)?(?:（.*）)?$/],
  ['joint', /^(?:配合|协办|参与|参加|协同|协助|协作|会办|支持|其他责任|成员)(?:责任)?(?:单位|部门|处室|科室)?(?:（.*）)?$/],
  ['units', /^(?:责任|承办|负责|实施|落实|主体|责任主体|任务)(?:单位|部门|主体|处室|科室)(?:（.*）)?$|^责任(?:分工|处室)$|^单位$/],
  ['title', /^(?:民生)?实事(?:项目|事项|名称)?$|^(?:任务|项目|事项|实事)名称$/],
  ['content', /目标(?:与|和|及|、)?任务|任务(?:与|和|及|、)?目标/],
  ['due', /(?:完成|办结|推进|实施|截止|时间|时限|进度)(?:时限|时间|期限|节点|要求|安排|日期)?$|^时限|^时间|年限$/],
  ['goal', /(?:目标|指标|目标值|量化|预期成果|工作成效|成果形式)/],
  ['group', /^(?:类别|领域|任务类别|板块|大类|方面|一级任务|分类|章节|重点领域|工作领域|项目类别)$/],
  [
    'title',
    /^(?:重点|主要|工作|具体|年度|细化|二级)?(?:任务|事项|工作|项目|举措|行动)(?:名称|事项|项目)?$|^(?:任务|项目|事项|工作)名称$|^改革任务$|^名称$/,
  ],
  ['content', /(?:内容|举措|措施|要求|任务|描述|说明|工作|事项|建设)/],
]

/** The column a head names, without its spaces; undefined when it is no head that is known. */
export function columnOf(head: string): TableColumn | undefined {
  return names.find(([, pattern]) => pattern.test(head))?.[0]
}
