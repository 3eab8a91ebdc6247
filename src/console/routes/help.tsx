// How to use the console: lights, keys, common questions.

import { LightTag } from '../../kit/light-tag.tsx'
import { PageFrame, Panel } from '../../kit/page-frame.tsx'
import type { Light } from '../../wire/cases.ts'
import './help.css'

const lights: readonly (readonly [Light, string])[] = [
  ['green', '时限充足，按计划办理。'],
  ['remind', '进入提醒期，请安排办理。'],
  ['yellow', '临近到期，请优先办理。'],
  ['red', '即将到期，请立即办理。'],
  ['overdue', '已超过时限，已同时提醒单位负责人。'],
  ['paused', '经批准中止计时，恢复后继续计算。'],
  ['ended', '已办结。'],
  ['void', '已作废，不计入办结率。'],
]
const keys: readonly (readonly [readonly string[], string])[] = [
  [['Ctrl', 'K'], '搜索或前往任何页面'],
  [['/'], '跳到本页搜索框'],
  [['J'], '下一项'],
  [['K'], '上一项'],
  [['X'], '选择当前项'],
  [['Enter'], '打开当前项'],
  [['A'], '在事项页打开主要操作'],
]
const questions = [
  ['时限是怎么算的？', '按工作日计算：周末和法定节假日不计，调休上班日计入。日历见“工作日历”。中止期间不计时，恢复后顺延。'],
  ['请假期间事项怎么办？', '在“个人设置”中设置请假委托，委托期内代理人能看到并办理您岗位上的待办，办理记录会注明“代”。'],
  ['提交后发现填错了怎么办？', '后续环节还没有人办理时，可在事项页“更多”中撤回；已有人办理的，请联系督办人员退回。'],
  ['“存证”是什么？', '每次办理都会写入只增不改的账本。任何人都可以在“存证”页用自己的浏览器核验记录没有被改动。'],
] as const

export function HelpPage() {
  return (
    <PageFrame title="使用帮助">
      <div className="help-columns">
        <Panel title="灯色说明">
          <dl className="help-list">
            {lights.map(([light, words]) => (
              <div key={light}>
                <dt>
                  <LightTag light={light} />
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </Panel>
        <Panel title="键盘操作">
          <dl className="help-list">
            {keys.map(([names, words]) => (
              <div key={words}>
                <dt className="row">
                  {names.map(name => (
                    <kbd key={name}>{name}</kbd>
                  ))}
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </Panel>
      </div>
      <Panel title="常见问题">
        <div className="stack">
          {questions.map(([question, answer]) => (
            <section key={question}>
              <h3 className="help-question">{question}</h3>
              <p className="soft">{answer}</p>
            </section>
          ))}
        </div>
      </Panel>
    </PageFrame>
  )
}
