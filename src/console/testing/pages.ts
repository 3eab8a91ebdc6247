// Every page of the console with the fake server's data, and what to do there before it is looked at.
import type { Page } from 'playwright-core'
import { organs, plans, tasks } from './fake-rows.ts'

const task = `/records/supervision-task/${tasks[0]!.id}`
const clickFirst = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click()

export const everyPage: readonly (readonly [name: string, path: string, then?: (page: Page) => Promise<unknown>])[] = [
  ['login', '/login'],
  ['login-password', '/login', page => page.getByRole('tab', { name: '账号登录' }).click()],
  ['workbench', '/'],
  ['workbench-empty', '/?tab=copied'],
  ['workbench-done', '/?tab=done'],
  ['workbench-bulk', '/', page => page.getByRole('checkbox').nth(1).click()],
  [
    'palette',
    '/',
    async page => {
      await page.keyboard.press('Control+k')
      await page.locator('.command-input').fill('环境')
    },
  ],
  ['scenes', '/scenes'],
  ['scene', '/scenes/supervision'],
  ['operation', '/scenes/supervision', clickFirst('导入文件')],
  ['figure', '/scenes/supervision/figures/on-time'],
  ['scorecard', '/scenes/supervision/scorecards/units'],
  ['list', '/records/supervision-task'],
  ['list-filter', '/records/supervision-task', clickFirst('状态')],
  ['list-empty', '/records/supervision-task?q=没有这样的任务'],
  ['new', '/records/supervision-plan/new'],
  ['new-fault', '/records/supervision-plan/new', clickFirst('提交')],
  ['case', task],
  ['content', `${task}?tab=content`],
  ['edit', `${task}?tab=content`, clickFirst('编辑')],
  ['act', task, clickFirst('填报进展')],
  ['part', `/records/supervision-plan/${plans[0]!.id}?tab=supervision-task`],
  ['plan', `/records/supervision-plan/${plans[0]!.id}`],
  ['files', `${task}?tab=files`],
  ['proof', `${task}?tab=proof`, clickFirst('在本机核验')],
  ['closed', `/records/supervision-task/${tasks[6]!.id}`],
  ['paused', `/records/supervision-task/${tasks[7]!.id}`],
  ['organisation', `/organisation?organ=${organs[3]!.id}`],
  ['calendar', '/calendar'],
  ['calendar-edit', '/calendar?year=2028', page => page.getByRole('button', { name: /录入2028/ }).click()],
  ['agencies', '/agencies', page => page.getByText('曹娥江物流').waitFor()],
  ['agencies-revoke', '/agencies?state=active', clickFirst(/^撤销：/)],
  ['agencies-empty', '/agencies?q=没有这家', page => page.getByText('没有找到').waitFor()],
  ['agencies-confirm', '/agencies', clickFirst(/^通过：/)],
  [
    'agencies-refuse',
    '/agencies',
    async page => {
      await clickFirst(/^不通过：/)(page)
      await page.getByRole('button', { name: '确认不通过' }).click()
      await page.getByText('请写明理由').waitFor()
    },
  ],
  [
    'agencies-changed',
    '/agencies',
    async page => {
      await clickFirst(/^不通过：/)(page)
      await page.getByLabel('理由').fill('委托书没有加盖公章')
      await page.getByRole('button', { name: '确认不通过' }).click()
      await page.getByRole('button', { name: '查看最新情况' }).waitFor()
    },
  ],
  ['ledger', '/ledger', clickFirst('核验')],
  ['search', '/search?q=环境'],
  ['me', '/me'],
  ['me-delegate', '/me', clickFirst('设置委托')],
  ['help', '/help'],
  ['not-found', '/nowhere'],
  ['forbidden', '/forbidden'],
  [
    'nav',
    '/',
    async page => {
      const menu = page.getByRole('button', { name: '打开导航' })
      if (await menu.isVisible()) await menu.click()
    },
  ],
  ['person', '/', page => page.locator('.person-button').click()],
  ['notices', '/', page => page.locator('.bell').click()],
]
